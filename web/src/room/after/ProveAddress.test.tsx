import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { ProveAddress } from "./ProveAddress";

const sent = () => Response.json({ data: { state: "code_sent", email: "a•••@example.com", isNew: true } });
const proved = (requestCount: number) =>
  Response.json({ data: { state: "proved", email: "a•••@example.com", requestCount } });
const refused = (status: number) => Response.json({ error: { code: "BAD_REQUEST", message: "No." } }, { status });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("sends a code, reports a wrong one, and says how many earlier requests were found", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(sent());
  const onProved = vi.fn();
  show(<ProveAddress slug="lead" email="a•••@example.com" organization="Harbour" onProved={onProved} />);
  expect(await listViolations()).toEqual([]);
  press("Send me a code");
  const box = await screen.findByLabelText("Six-digit code");
  fireEvent.change(box, { target: { value: "111 111" } });
  fetch.mockResolvedValueOnce(refused(400));
  press("Continue");
  expect((await screen.findByText(/doesn’t match/)).textContent).toContain("request a new one");
  expect(onProved).not.toHaveBeenCalled();
  fetch.mockResolvedValueOnce(proved(2));
  press("Continue");
  expect(
    await screen.findByText("Your email address is confirmed. 2 earlier requests are now listed here."),
  ).toBeTruthy();
  await waitFor(() => {
    expect(onProved).toHaveBeenCalledOnce();
  });
  expect(JSON.parse(fetch.mock.calls[2]?.[1]?.body as string)).toEqual({ slug: "lead", code: "111111" });
});

it("says if no earlier request has the address, and offers to try again if sending fails", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(refused(503));
  show(<ProveAddress slug="lead" email="a•••@example.com" organization="Harbour" onProved={() => undefined} />);
  press("Send me a code");
  expect((await screen.findByRole("alert")).textContent).toContain("Nothing was changed.");
  fetch.mockResolvedValueOnce(sent());
  press("Try again");
  fireEvent.change(await screen.findByLabelText("Six-digit code"), { target: { value: "123456" } });
  fetch.mockResolvedValueOnce(proved(0));
  press("Continue");
  expect(
    await screen.findByText("Your email address is confirmed. No earlier requests were sent from this address."),
  ).toBeTruthy();
});
