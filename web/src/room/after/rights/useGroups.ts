import { useLingui } from "@lingui/react/macro";

interface Choice {
  id: string;
  name: string;
}

/** The answers as texts. One that this page doesn't know keeps the API's name. */
export function useGroups(): (ids: readonly string[]) => Choice[] {
  const { t } = useLingui();
  const names: Record<string, string> = {
    FEMALE: t`Female`,
    MALE: t`Male`,
    ANOTHER: t`Not listed`,
    HISPANIC: t`Hispanic or Latino`,
    WHITE: t`White`,
    BLACK: t`Black or African American`,
    PACIFIC: t`Native Hawaiian or Pacific Islander`,
    ASIAN: t`Asian`,
    NATIVE: t`American Indian or Alaska Native`,
    TWO_OR_MORE: t`Two or more races`,
    PREFER_NOT: t`I’d rather not say`,
  };
  return (ids) => ids.map((id) => ({ id, name: names[id] ?? id }));
}
