import { useLingui } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { interviewQuery } from "../interviews/interview";
import { sessionQuery } from "../report/useReport";
import { FRAMED_PAGES } from "../testing/pageTesting";
import { createTestRouter } from "../testing/showInDashboard";
import { ForPurpose } from "./ForPurpose";

/** Not the texts of a page, so no catalog contains them. */
const CALLED = { id: "called", message: "Candidate" };

function Called() {
  return <em>{useLingui().i18n._(CALLED)}</em>;
}

const ABOUT_INTERVIEWS = FRAMED_PAGES.filter((path) => path.startsWith("/interviews/$"));
const ABOUT_SESSIONS = FRAMED_PAGES.filter((path) => path.startsWith("/sessions/$"));

async function calledAt(path: string, client: QueryClient) {
  const address = path.replace(/\$\w+/g, "x1");
  const router = createTestRouter(
    <ForPurpose>
      <Called />
    </ForPurpose>,
    address,
    path,
  );
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return (await screen.findByRole("emphasis")).textContent;
}

it.each(ABOUT_INTERVIEWS)("%s calls the people of a study participants", async (path) => {
  const client = new QueryClient();
  client.setQueryData(interviewQuery("x1").queryKey, { purpose: "RESEARCH" } as never);
  expect(await calledAt(path, client)).toBe("Participant");
});

it.each(ABOUT_SESSIONS)("%s calls the person of a study a participant", async (path) => {
  const client = new QueryClient();
  client.setQueryData(sessionQuery("x1").queryKey, { purpose: "RESEARCH" } as never);
  expect(await calledAt(path, client)).toBe("Participant");
});

it("says candidate on pages about all interviews", async () => {
  expect(await calledAt("/sessions", new QueryClient())).toBe("Candidate");
});
