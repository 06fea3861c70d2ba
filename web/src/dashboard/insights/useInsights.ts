import { useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { asApiError, type ApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { key } from "../data/keys";
import { instantsOf, type Range } from "./range";

export type Insights = components["schemas"]["InsightsOut"];
export type Overall = components["schemas"]["OverallOut"];
export type Completion = components["schemas"]["CompletionOut"];
export type Theme = components["schemas"]["ThemeInsight"];
export type Interviewer = components["schemas"]["InterviewerOut"];
export type QuestionFigures = components["schemas"]["QuestionInsight"];
export type ChoiceFigures = NonNullable<QuestionFigures["choices"]>;
export type Week = Insights["weeks"][number];
export type Finding = QuestionFigures["findings"][number];
export type CriterionFigures = components["schemas"]["CriterionInsight"];

export interface Loaded<Data> {
  data: Data | undefined;
  error: ApiError | null;
  retry: () => void;
}

export function useInsights(id: string, range: Range, isWanted = true): Loaded<Insights> {
  const query = useQuery({
    enabled: isWanted,
    queryKey: key("insights", id, range),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews/{id}/insights", { params: { path: { id }, query: instantsOf(range) }, signal })))
        .data,
    placeholderData: (before) => before,
  });
  return { data: query.data, error: query.error && asApiError(query.error), retry: () => void query.refetch() };
}

export function useOverall(range: Range): Loaded<Overall> {
  const query = useQuery({
    queryKey: key("insights", range),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/insights", { params: { query: instantsOf(range) }, signal }))).data,
    placeholderData: (before) => before,
  });
  return { data: query.data, error: query.error && asApiError(query.error), retry: () => void query.refetch() };
}
