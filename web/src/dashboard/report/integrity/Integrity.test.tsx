import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../../ui/testing";
import type { Session } from "../useReport";
import { Asked } from "./Integrity";

it("doesn't show a question that the candidate left out as one that waits", () => {
  const session = {
    remark: null,
    candidateQuestions: [
      { messageId: "m2", text: "Who decides?", answeredWith: null },
      { messageId: "m4", text: "[The candidate left this question out.]", answeredWith: null },
    ],
    messages: [
      { id: "m2", isLeftOut: false },
      { id: "m4", isLeftOut: true },
    ],
  } as unknown as Session;
  show(<Asked session={session} background={undefined} />);
  expect(screen.getByText("The candidate left a question out.")).toBeTruthy();
  expect(screen.getAllByText("Question waiting for your answer:")).toHaveLength(1);
  expect(screen.queryByText("[The candidate left this question out.]")).toBeNull();
});
