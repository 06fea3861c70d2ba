import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import type { Me } from "../../api/account";
import { meQuery } from "../me";
import { CriterionRow } from "./CriterionRow";
import type { Rating, Session } from "./useReport";

const session = { id: "s1", evidence: [], messages: [], levelsHidden: false } as unknown as Session;
const client = new QueryClient();

const rating = (id: string, isMine: boolean) =>
  ({
    id,
    isMine,
    isCurrent: true,
    criterion: "Own part",
    verdict: "LEVEL",
    level: 3,
    reason: null,
    person: id,
    createdAt: "2026-11-14T10:00:00Z",
  }) as Rating;

type Score = Parameters<typeof CriterionRow>[0]["score"];

const row = (ratings: readonly Rating[], score: Score = null, of = session) => (
  <I18nProvider i18n={i18n}>
    <QueryClientProvider client={client}>
      <ul>
        <CriterionRow name="Own part" description="" score={score} session={of} ratings={ratings} canRate />
      </ul>
    </QueryClientProvider>
  </I18nProvider>
);

const reason = () => screen.getByLabelText<HTMLTextAreaElement>("Reason");

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  client.setQueryData(meQuery.queryKey, { id: "m1", role: "MEMBER" } as Me);
});

it("keeps what one writes while somebody else rates, and where the row is taken away meanwhile", () => {
  const { rerender } = render(row([]));
  fireEvent.click(screen.getByRole("button", { expanded: false }));
  fireEvent.click(screen.getByLabelText("2"));
  fireEvent.change(reason(), { target: { value: "Named no figure." } });
  rerender(row([rating("r1", false)]));
  expect(reason().value).toBe("Named no figure.");
  cleanup();
  render(row([]));
  fireEvent.click(screen.getByRole("button", { expanded: false }));
  expect(reason().value).toBe("Named no figure.");
  expect(screen.getByLabelText<HTMLInputElement>("2").checked).toBe(true);
});

it("says why a level was given and what would raise it, and nothing for a report from before", () => {
  const before = { criterion: "Own part", level: 2, ratings: [2, 2, 3], evidence: [] };
  const { rerender } = render(row([], before));
  fireEvent.click(screen.getByRole("button", { expanded: false }));
  expect(screen.queryByText(/For a higher level/)).toBeNull();
  const score = { ...before, why: "Names the task.", wouldRaise: "What came of it.", loweredFrom: 4 };
  rerender(row([], score));
  expect(screen.getByText("Names the task.")).toBeTruthy();
  expect(screen.getByText("For a higher level: What came of it.")).toBeTruthy();
  expect(screen.getByText(/^Level 4 with words/)).toBeTruthy();
});

it("says how many quotes there are where there is no level", () => {
  cleanup();
  const evidence = [1, 2].map((id) => ({ id: `${id}`, supports: "criteria/Own part", quote: "I did." }));
  const { rerender } = render(row([]));
  expect(screen.getByText("No quote found")).toBeTruthy();
  rerender(row([], null, { ...session, evidence } as unknown as Session));
  expect(screen.getByText("2 quotes")).toBeTruthy();
});
