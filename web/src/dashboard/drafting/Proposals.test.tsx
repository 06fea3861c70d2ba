import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { Proposals } from "./Proposals";
import { NOTHING } from "./proposals";

it("accepts a reworded question, and leaves its follow-ups to the server", () => {
  const probe = { when: "SHORT", ask: "How did that go?", about: null } as const;
  const rest = { type: "OPEN_ENDED", description: null, options: null } as const;
  const question = { ...rest, criteria: ["Own part"], text: "First?", probes: [probe] };
  const draft = { ...NOTHING, proposals: [{ key: "0", question, isAccepted: false, isDropped: false }] };
  const onChange = vi.fn();
  show(<Proposals draft={draft} onChange={onChange} />);
  fireEvent.click(screen.getByRole("button", { name: "Edit question 1" }));
  fireEvent.change(screen.getByLabelText("Question"), { target: { value: " In my words? " } });
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Use this wording" }));
  const reworded = { question: { ...question, text: "In my words?", probes: [] }, isAccepted: true };
  expect(onChange).toHaveBeenCalledExactlyOnceWith("0", reworded);
});
