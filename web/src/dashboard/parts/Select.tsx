import { Check, ChevronDown } from "lucide-react";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from "react-aria-components";

interface SelectProps<Id extends string> {
  label: string;
  /** Whether the label is for screen readers only: where the choice says what it is for. */
  isLabelHidden?: boolean;
  hint?: string;
  choices: readonly { id: Id; name: string; hint?: string }[];
  chosen: Id;
  onChoose: (id: Id) => void;
  isDisabled?: boolean;
}

/** One of a few. Where there are two or three, radio buttons show them at once. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, isLabelHidden = false, hint, choices, chosen, onChoose, isDisabled = false } = props;
  return (
    <AriaSelect
      value={chosen}
      isDisabled={isDisabled}
      onChange={(key) => {
        const choice = choices.find(({ id }) => id === key);
        if (choice) onChoose(choice.id);
      }}
      className="grid gap-1"
    >
      <Label className={isLabelHidden ? "sr-only" : "font-[650]"}>{label}</Label>
      {hint && (
        <Text slot="description" className="text-label text-ink-3">
          {hint}
        </Text>
      )}
      <Button
        className={`${isLabelHidden ? "" : "mt-1"} dense flex items-center justify-between gap-3 rounded-control border-[1.5px] border-line-strong bg-surface px-3 text-start hover:bg-sunken data-disabled:cursor-default data-disabled:bg-sunken`}
      >
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown aria-hidden="true" className="text-ink-3" />
      </Button>
      <Popover className="enter min-w-(--trigger-width) overflow-auto rounded-panel border border-line bg-surface p-1 shadow-(--shadow-overlay)">
        <ListBox className="grid shadow-none outline-none">
          {choices.map(({ id, name, hint: about }) => (
            <ListBoxItem
              key={id}
              id={id}
              textValue={name}
              className="dense flex cursor-pointer items-center gap-2 rounded-control px-3 outline-none data-focused:bg-petrol-soft data-focused:text-petrol-ink data-focus-visible:outline-3 data-focus-visible:-outline-offset-3"
            >
              <Check aria-hidden="true" className={id === chosen ? "" : "invisible"} />
              <span className="grid">
                <Text slot="label">{name}</Text>
                {about && (
                  <Text slot="description" className="text-label text-ink-2">
                    {about}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
