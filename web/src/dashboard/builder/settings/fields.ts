import type { Draft, SettingsChange } from "../draft";

/** The values of a form that saves automatically, and a callback that changes some of them. */
export interface FieldsProps {
  values: Draft;
  onChange: (change: SettingsChange) => void;
}
