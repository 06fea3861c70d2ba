import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../ui/testing";
import type { DraftIn } from "./events";
import { WishForm } from "./WishForm";

const WISH: DraftIn = {
  ...{ goal: "", document: "", url: null, source: "RESUME", purpose: "HIRING", level: "SENIOR", minutes: 20 },
  language: "en",
};

function showForm() {
  const changed = vi.fn();
  function Form() {
    const [wish, setWish] = useState(WISH);
    const change = (part: Partial<DraftIn>) => {
      changed(part);
      setWish({ ...wish, ...part });
    };
    const nothing = vi.fn();
    return (
      <WishForm
        wish={wish}
        error={null}
        isDrafting={false}
        hasDraft={false}
        onChange={change}
        onDraft={nothing}
        onStop={nothing}
      />
    );
  }
  show(<Form />);
  return changed;
}

it("asks for the level and documents of a job in hiring", () => {
  showForm();
  expect(screen.getByLabelText("Job level")).toBeTruthy();
  expect(screen.getByRole("radio", { name: "Job description" })).toBeTruthy();
});

it("asks nothing about a job in a study, and drops what was chosen before", async () => {
  const changed = showForm();
  fireEvent.click(screen.getByRole("radio", { name: "Research" }));
  expect(changed).toHaveBeenCalledExactlyOnceWith({ purpose: "RESEARCH", source: "NOTES", level: null });
  expect(screen.queryByLabelText("Job level")).toBeNull();
  expect(screen.queryByRole("radio", { name: "Job description" })).toBeNull();
  expect(screen.getByText("Source material (optional)")).toBeTruthy();
  expect(screen.getByText(/how people take notes/)).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});
