import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Header, Menu, MenuItem as Item, MenuSection, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";

interface MenuButtonProps {
  /** The button's name, where its face has no words. */
  label?: string;
  face: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A button that opens a list of actions; arrows move in it, Esc closes it. */
export function MenuButton({ label, face, className = "", children }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <Button {...(label !== undefined && { "aria-label": label })} className={className}>
        {face}
      </Button>
      <Popover
        placement="bottom end"
        className="enter max-w-[20rem] min-w-(--trigger-width) overflow-auto rounded-panel border border-line bg-surface p-1 shadow-(--shadow-overlay)"
      >
        <Menu className="grid shadow-none outline-none">{children}</Menu>
      </Popover>
    </MenuTrigger>
  );
}

const ROW =
  "dense flex cursor-pointer items-center gap-2 rounded-control px-3 text-ink outline-none " +
  "data-focused:bg-petrol-soft data-focused:text-petrol-ink data-focus-visible:outline-3 data-focus-visible:-outline-offset-3 " +
  "data-disabled:cursor-default data-disabled:text-ink-3";

export function MenuItem({ className = "", ...rest }: ComponentProps<typeof Item> & { className?: string }) {
  return <Item {...rest} className={`${ROW} ${className}`} />;
}

const TITLE = "px-3 pt-2 pb-1 text-label text-ink-3";

export function MenuPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <MenuSection>
      <Header className={TITLE}>{title}</Header>
      {children}
    </MenuSection>
  );
}

interface MenuChoicesProps {
  title: string;
  chosen: string;
  choices: readonly { id: string; name: string }[];
  onChoose: (id: string) => void;
}

/** One of several, with a tick at the one that is on. */
export function MenuChoices({ title, chosen, choices, onChoose }: MenuChoicesProps) {
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const [id] = keys === "all" ? [] : [...keys];
        if (typeof id === "string" && id !== chosen) onChoose(id);
      }}
    >
      <Header className={TITLE}>{title}</Header>
      {choices.map(({ id, name }) => (
        <MenuItem key={id} id={id} textValue={name}>
          <Check aria-hidden="true" className={id === chosen ? "" : "invisible"} />
          {name}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
