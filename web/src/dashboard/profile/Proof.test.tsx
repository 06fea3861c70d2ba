import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import type { Me } from "../../api/account";
import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { polyfillDialogs, showPage } from "../../ui/testing";
import { meQuery, useMe } from "../me";
import { EmailForm, NewPasswordForm } from "../signin/SignInForms";
import { createTestRouter } from "../testing/showInDashboard";
import { DeleteAccountDialog } from "./DeleteAccountDialog";
import { ConfirmationNotice } from "./Proof";
import { SignOutDialog } from "./SignOutDialog";

beforeEach(polyfillDialogs);

const linked = { email: "dana@example.com", hasPassword: true, confirmsWith: "Harbour ID", confirmed: null } as Me;

async function open(me: Me, content: ReactNode, search = "") {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, me);
  const router = createTestRouter(content);
  router.update({ history: createMemoryHistory({ initialEntries: [`/${search}`] }) } as never);
  showPage(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await waitFor(() => {
    expect(document.querySelector("form, [role=status], [role=alert], p")).not.toBeNull();
  });
}

function answerMe(me: Me) {
  vi.stubGlobal("fetch", () =>
    Promise.resolve(Response.json({ data: { ...me, csrfToken: "t", role: "OWNER", organization: {} } })),
  );
}

const FORMS = {
  updateMe: { show: () => <EmailForm />, button: "Change the address" },
  changePassword: { show: () => <NewPasswordForm />, button: "Change the password" },
  signOutBrowser: {
    show: (person: Me) => (
      <SignOutDialog
        browser={null}
        label="Sign out everywhere else"
        person={person}
        onClose={vi.fn()}
        onDone={vi.fn()}
      />
    ),
    button: "Sign out everywhere else",
  },
  deleteMe: {
    show: (person: Me) => <DeleteAccountDialog person={person} onClose={vi.fn()} />,
    button: "Delete your account",
  },
} as const;
const OPERATIONS = ["updateMe", "changePassword", "signOutBrowser", "deleteMe"] as const;

const passwordField = () => screen.queryByLabelText(/^(Your|Current) password$/);

it.each(OPERATIONS)("offers to confirm with the provider instead of the password: %s", async (operation) => {
  await open(linked, FORMS[operation].show(linked));
  expect(passwordField()).not.toBeNull();
  const link = screen.getByRole("link", { name: "Confirm with Harbour ID instead" });
  expect(link.getAttribute("href")).toBe(`/sso/confirm?operation=${operation}&next=%2F`);
});

it.each(OPERATIONS)("asks for no password after confirming: %s", async (operation) => {
  const me: Me = { ...linked, confirmed: operation };
  await open(me, FORMS[operation].show(me));
  expect(passwordField()).toBeNull();
  expect(screen.getByText("Confirmed with Harbour ID.")).toBeTruthy();
});

it.each(OPERATIONS)("asks people without a password to confirm first: %s", async (operation) => {
  const post = vi.spyOn(api, "POST");
  const patch = vi.spyOn(api, "PATCH");
  const me: Me = { ...linked, hasPassword: false };
  await open(me, FORMS[operation].show(me));
  expect(screen.getByRole("link", { name: "Confirm with Harbour ID" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: FORMS[operation].button }));
  expect((await screen.findAllByText("Confirm with Harbour ID first.")).length).toBeGreaterThan(0);
  expect(post).not.toHaveBeenCalled();
  expect(patch).not.toHaveBeenCalled();
});

it("offers no provider to people whose account isn't linked", async () => {
  const me: Me = { ...linked, confirmsWith: null };
  await open(me, FORMS.deleteMe.show(me));
  expect(screen.queryByRole("link")).toBeNull();
});

it("sends no password after confirming", async () => {
  const post = vi.spyOn(api, "POST").mockResolvedValue({ data: { data: {} }, response: new Response() } as never);
  const me: Me = { ...linked, confirmed: "signOutBrowser" };
  await open(me, FORMS.signOutBrowser.show(me));
  fireEvent.click(screen.getByRole("button", { name: "Sign out everywhere else" }));
  await waitFor(() => {
    expect(post).toHaveBeenCalledExactlyOnceWith("/me/sign-out", { body: { browser: null, password: null } });
  });
});

it.each(OPERATIONS)("asks for the password again when the confirmation is over: %s", async (operation) => {
  const path = operation === "changePassword" ? "oldPassword" : "password";
  const refusal = new ApiError(400, { message: "No.", details: [{ path, message: "is required" }] });
  vi.spyOn(api, "POST").mockRejectedValue(refusal);
  vi.spyOn(api, "PATCH").mockRejectedValue(refusal);
  answerMe(linked);
  function Current() {
    return FORMS[operation].show(useMe());
  }
  await open({ ...linked, confirmed: operation }, <Current />);
  const next = screen.queryByLabelText("New password");
  if (next) fireEvent.change(next, { target: { value: "correct horse staple" } });
  fireEvent.click(screen.getByRole("button", { name: FORMS[operation].button }));
  await waitFor(() => {
    expect(passwordField()?.getAttribute("aria-invalid")).toBe("true");
  });
  expect(screen.getAllByText("Enter a value.").length).toBeGreaterThan(0);
});

it.each(["signOutBrowser", "deleteMe"] as const)("shows a refusal in the reader's words: %s", async (operation) => {
  const message = "is missing: confirm this with your identity provider, then try again within five minutes";
  const refusal = new ApiError(400, { message: "No.", details: [{ path: "password", message }] });
  vi.spyOn(api, "POST").mockRejectedValue(refusal);
  const me: Me = { ...linked, hasPassword: false, confirmed: operation };
  answerMe(me);
  await open(me, FORMS[operation].show(me));
  fireEvent.click(screen.getByRole("button", { name: FORMS[operation].button }));
  expect(await screen.findByText(/^Confirm this with your identity provider/)).toBeTruthy();
});

it("says nothing more about a confirmation that is over", async () => {
  function Current() {
    return <ConfirmationNotice person={useMe()} />;
  }
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  answerMe(linked);
  await open({ ...linked, confirmed: "deleteMe" }, <Current />);
  expect(screen.getByRole("status").textContent).toMatch(/You can delete your account now/);
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  await waitFor(() => {
    expect(screen.queryByText(/You can delete your account/)).toBeNull();
  });
});

it.each([
  ["?problem=stale", /Harbour ID didn’t ask you to sign in again/],
  ["?problem=mismatch", /That account at Harbour ID isn’t linked/],
  ["?problem=constructor", /Confirming with Harbour ID didn’t work/],
])("says why nothing was confirmed: %s", async (search, words) => {
  await open(linked, <ConfirmationNotice person={linked} />, search);
  expect(screen.getByRole("alert").textContent).toMatch(words);
});

it("says what was confirmed", async () => {
  await open(linked, <ConfirmationNotice person={{ ...linked, confirmed: "deleteMe" }} />);
  expect(screen.getByRole("status").textContent).toMatch(/Harbour ID. You can delete your account/);
});
