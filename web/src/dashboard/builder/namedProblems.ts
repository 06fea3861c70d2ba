import { useLingui } from "@lingui/react/macro";

import type { ApiError, Problem } from "../../api/error";
import { gapIn } from "../../ui/language/Gap";
import type { Failure } from "../../ui/ServerMessage";
import type { FieldProblems } from "../form/FormProblems";
import { useFieldNames } from "../versions/fieldNames";
import { useRefusals } from "./refusals";

/** The name that the page shows for a place in a list, such as an option. */
function useEntryName(): (field: string, number: number) => string | null {
  const { t } = useLingui();
  return (field, number) => {
    if (field === "options") return t`Option ${number}`;
    if (field === "probes") return t`Follow-up ${number}`;
    if (field === "assessmentCriteria") return t`Criterion ${number}`;
    if (field === "approvedFacts") return t`Approved fact ${number}`;
    return null;
  };
}

interface NamedProblems {
  /** The error with the names of the form's fields instead of their paths. */
  failure: Failure;
  /** The first problem of each field. Where entries of a list have names, they are found by path, as in `options.2`. */
  problems: FieldProblems;
}

/** Says what the server refused in the words of the form: its messages are for programs, and name fields by path. */
export function useNamedProblems(of: "interview" | "question"): (error: ApiError) => NamedProblems {
  const { i18n } = useLingui();
  const names = useFieldNames(of);
  const refusal = useRefusals();
  const entryName = useEntryName();
  const say = ({ path, message }: Problem): [string, string] | null => {
    const [field = "", place = ""] = path.split(".");
    const entry = /^\d+$/.test(place) ? entryName(field, Number(place) + 1) : null;
    const name = entry ?? names[field];
    return name === undefined ? null : [entry === null ? field : path, refusal(name, message)];
  };
  return (error) => {
    const said = error.details.map(say);
    const known = said.filter((one) => one !== null);
    const isWhole = known.length > 0 && known.length === said.length;
    const { status, code, requestId } = error;
    const message = known.map(([, text]) => text).join(gapIn(i18n.locale));
    return {
      failure: isWhole ? { status, code, requestId, message, isTranslated: true } : error,
      problems: Object.fromEntries(known.toReversed()),
    };
  };
}
