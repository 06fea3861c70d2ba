import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { showPage } from "../../ui/testing";
import { RoomError } from "../link/http";
import type { Adjustment, ConsentText, Interview } from "../link/protocol";
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
    { ...item, key: "camera", text: "My camera is recorded." },
    { ...item, key: "faces", text: "Faces are counted." },
    { ...item, key: "audio", text: "My voice is recorded." },
  ],
} as unknown as ConsentText;
const INTERVIEW = { title: "Screening", contact: "people@harbour.example" } as Interview;

const look = (
  failure: RoomError | null,
  onAgree = vi.fn<(items: string[]) => void>(),
  adjustments: Adjustment[] = [],
) =>
  showPage(
    <Consent
      interview={INTERVIEW}
      text={TEXT}
      adjustments={adjustments}
      isBusy={false}
      failure={failure}
      onAgree={onAgree}
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

it("agrees only to what was ticked, and not to what was left alone, refused or taken back", () => {
  const onAgree = vi.fn<(items: string[]) => void>();
  look(null, onAgree);
  const [interview, camera] = screen.getAllByRole("checkbox");
  if (interview === undefined || camera === undefined) throw new Error("A checkbox is missing.");
  fireEvent.click(interview);
  fireEvent.click(screen.getByRole("radio", { name: /No/ }));
  fireEvent.click(screen.getByRole("button", { name: "I agree, continue" }));
  expect(onAgree).toHaveBeenLastCalledWith(["interview"]);
  fireEvent.click(camera);
  fireEvent.click(screen.getByRole("radio", { name: /Yes/ }));
  fireEvent.click(screen.getByRole("button", { name: "I agree, continue" }));
  expect(onAgree).toHaveBeenLastCalledWith(["interview", "model", "camera"]);
  fireEvent.click(camera);
  fireEvent.click(screen.getByRole("button", { name: "I agree, continue" }));
  expect(onAgree).toHaveBeenLastCalledWith(["interview", "model"]);
});

it("doesn't ask candidates without a camera about it", () => {
  look(null, undefined, ["no_camera"]);
  expect(screen.getAllByRole("checkbox")).toHaveLength(2);
  expect(screen.queryByText("My camera is recorded.")).toBeNull();
});

it("doesn't ask candidates who only type for a recording of their voice", () => {
  look(null, undefined, ["text_only"]);
  expect(screen.queryByText("My voice is recorded.")).toBeNull();
  expect(screen.getByText("My camera is recorded.")).toBeTruthy();
});
