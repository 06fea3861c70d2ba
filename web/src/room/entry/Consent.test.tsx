import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { showPage } from "../../ui/testing";
import { RoomError } from "../link/http";
import type { ConsentText, Interview } from "../link/protocol";
import { Consent } from "./Consent";

const item = { refusal: "", isRequired: false, needsAnswer: false };
const TEXT = {
  version: "1",
  language: "en",
  title: "Before we begin",
  paragraphs: [],
  items: [
    { ...item, key: "interview", text: "An AI interviews me.", isRequired: true },
    { ...item, key: "model", text: "A language model may read my answers.", needsAnswer: true },
  ],
} as unknown as ConsentText;
const INTERVIEW = { title: "Screening", contact: "people@harbour.example" } as Interview;

const look = (failure: RoomError | null, interview = INTERVIEW) =>
  showPage(
    <Consent
      interview={interview}
      text={TEXT}
      adjustments={[]}
      isBusy={false}
      failure={failure}
      onAgree={vi.fn()}
      onDecline={vi.fn()}
    />,
  );

it("names what is missing, so that the summary can be understood on its own", () => {
  look(null);
  fireEvent.click(screen.getByRole("button", { name: "I agree, continue" }));
  expect(
    screen
      .getAllByRole("link")
      .map((link) => link.textContent)
      .slice(1),
  ).toEqual([
    "Agree to the interview to take part, or choose “I don’t agree”.",
    "Say yes or no to the language model.",
  ]);
});

it("sends a candidate to the contact if the employer's plan is used up, and offers no second try", () => {
  look(new RoomError(403, { code: "PLAN_LIMIT_EXCEEDED", message: "This month's interview hours are used up." }));
  const box = screen.getByRole("alert");
  expect(box.textContent).toContain("This interview can’t start at the moment. Nothing was stored.");
  expect(box.textContent).not.toContain("hours");
  expect(box.querySelector("a")?.href).toBe("mailto:people@harbour.example");
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});
