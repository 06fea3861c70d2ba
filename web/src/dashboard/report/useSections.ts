import { useLingui } from "@lingui/react/macro";

import type { components } from "../../api/schema";

type Report = components["schemas"]["ReportOut"];
export type Part = components["schemas"]["ShareOut"]["parts"][number];
type SectionPart = Exclude<Part, "summary" | "criteria" | "transcript">;

export interface ReportSection {
  /** Its name in shared links. */
  part: SectionPart;
  /** Its name in the report. */
  name: { [Name in keyof Report]: Report[Name] extends string[] ? Name : never }[keyof Report];
  heading: string;
}

/** The sections of a report that list claims, in their order. */
export function useSections(): ReportSection[] {
  const { t } = useLingui();
  const sections: Record<SectionPart, Omit<ReportSection, "part">> = {
    findings: { name: "insights", heading: t`Findings` },
    themes: { name: "themes", heading: t`Themes` },
  };
  return (Object.keys(sections) as SectionPart[]).map((part) => ({ part, ...sections[part] }));
}
