import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../../ui/testing";
import type { Evidence } from "../useReport";
import { QuoteLine, QuoteNumber } from "./QuoteButton";

const choice = { id: "e1", supports: "", messageId: "m1", start: 0, end: 0, quote: "", chosen: ["Diary", "Lists"] };
const quote = { number: 3, item: choice as Evidence, ids: ["e1"] };

it("calls a choice without words a choice, and shows no empty quotation marks", () => {
  show(
    <>
      <QuoteNumber quote={quote} messages={[]} />
      <QuoteLine quote={quote} messages={[]} />
    </>,
  );
  expect(screen.getByRole("button", { name: "Choice 3, : Diary / Lists" })).toBeTruthy();
  expect(screen.getByText("Chosen: Diary; Lists")).toBeTruthy();
  expect(document.body.textContent).not.toContain("“");
});
