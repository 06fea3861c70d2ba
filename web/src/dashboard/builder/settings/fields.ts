import type { FieldProblems } from "../../form/FormProblems";
import type { Draft, SettingsChange } from "../draft";

/** The values of a form that saves automatically, and a callback that changes some of them. */
export interface FieldsProps {
  values: Draft;
  /** The problems that the server found, by the field's name in the API. */
  problems?: FieldProblems;
  onChange: (change: SettingsChange) => void;
}
