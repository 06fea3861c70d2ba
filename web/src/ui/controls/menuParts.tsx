import { Check } from "lucide-react";
import type { ComponentProps, ReactNode, RefObject } from "react";
import { Header, Menu, MenuItem as Item, MenuSection } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";

/** The item that gets the focus when a list opens; true for the list itself or its current choice. */
export type FirstFocus = "first" | "last" | true;

/** The edge of its button that a list is aligned with. */
export type Edge = "start" | "end";

interface MenuListProps {
  trigger: RefObject<HTMLElement | null>;
  labelledBy: string;
  isOpen: boolean;
  focus: FirstFocus;
  edge: Edge;
  onClose: () => void;
  children: ReactNode;
}

/** The list of a menu. Arrow keys move in it, Esc closes it. */
export function MenuList({ trigger, labelledBy, isOpen, focus, edge, onClose, children }: MenuListProps) {
  return (
    <Popover
      isOpen={isOpen}
      trigger="MenuTrigger"
      triggerRef={trigger}
      placement={`bottom ${edge}`}
      onOpenChange={onClose}
      aria-labelledby={labelledBy}
      className="enter max-w-[20rem] min-w-(--trigger-width) overflow-auto rounded-panel border border-line bg-surface p-1 shadow-(--shadow-overlay)"
    >
      <Menu autoFocus={focus} onClose={onClose} aria-labelledby={labelledBy} className="grid shadow-none outline-none">
        {children}
      </Menu>
    </Popover>
  );
}

const ROW =
  "dense flex cursor-pointer items-center gap-2 rounded-control px-3 text-ink outline-none " +
  "data-focused:bg-petrol-soft data-focused:text-petrol-ink data-focus-visible:outline-3 data-focus-visible:-outline-offset-3 " +
  "data-disabled:cursor-default data-disabled:text-ink-3";

export type MenuItemProps = ComponentProps<typeof Item> & { className?: string };

export function MenuItem({ className = "", ...rest }: MenuItemProps) {
  return <Item {...rest} className={`${ROW} ${className}`} />;
}

const TITLE = "px-3 pt-2 pb-1 text-label text-ink-3";

export interface MenuPartProps {
  title: string;
  children: ReactNode;
}

export function MenuPart({ title, children }: MenuPartProps) {
  return (
    <MenuSection>
      <Header className={TITLE}>{title}</Header>
      {children}
    </MenuSection>
  );
}

export interface MenuChoicesProps {
  title: string;
  chosen: string;
  choices: readonly { id: string; name: string }[];
  onChoose: (id: string) => void;
}

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
