import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { draft, type DraftIn } from "./events";
import { WishForm } from "./WishForm";

const WISH: DraftIn = {
  ...{ goal: "", document: "", url: null, source: "RESUME", purpose: "HIRING", level: "SENIOR", minutes: 20 },
  language: "en",
};

function showForm() {
  function Form() {
    const [wish, setWish] = useState(WISH);
    const change = (part: Partial<DraftIn>) => {
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
}

it("asks for the level and documents of a job in hiring", () => {
  showForm();
  expect(screen.getByLabelText("Job level")).toBeTruthy();
  expect(screen.getByRole("radio", { name: "Job description" })).toBeTruthy();
});

it("asks nothing about a job in a study", async () => {
  showForm();
  fireEvent.click(screen.getByRole("radio", { name: "Research" }));
  expect(screen.queryByLabelText("Job level")).toBeNull();
  expect(screen.queryByRole("radio", { name: "Job description" })).toBeNull();
  expect(screen.getByRole("group", { name: "Source material (optional)" })).toBeTruthy();
  expect(screen.getByText(/how people take notes/)).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});

it("keeps what was chosen about the job while another purpose is looked at", () => {
  showForm();
  fireEvent.click(screen.getByRole("radio", { name: "Research" }));
  fireEvent.click(screen.getByRole("radio", { name: "Hiring" }));
  expect(screen.getByLabelText<HTMLSelectElement>("Job level").value).toBe("SENIOR");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Résumé" }).checked).toBe(true);
});

it.each([
  ["RESEARCH", { source: "NOTES", level: null }],
  ["HIRING", { source: "RESUME", level: "SENIOR" }],
] as const)("sends what applies to the purpose: %s", async (purpose, sent) => {
  const fetched = vi.fn(() => Promise.resolve(new Response(null)));
  vi.stubGlobal("fetch", fetched);
  for await (const _ of draft({ ...WISH, purpose }, new AbortController().signal));
  const [, request] = fetched.mock.calls[0] as unknown as [string, { body: string }];
  expect(JSON.parse(request.body)).toMatchObject(sent);
});
