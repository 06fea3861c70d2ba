import type { Draft, SettingsChange } from "../draft";

/** The values of a form that saves itself, and how one of them is changed. */
export interface FieldsProps {
  values: Draft;
  onChange: (change: SettingsChange) => void;
}
