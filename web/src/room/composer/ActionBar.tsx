import { Trans, useLingui } from "@lingui/react/macro";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Log } from "../conversation/Log";
import type { WrittenRoomProps } from "../live/WrittenRoom";

export interface ActionItem {
  key: string;
  icon: LucideIcon;
  label: ReactNode;
  isOff: boolean;
  onPress: () => void;
}

interface ActionBarProps extends Pick<WrittenRoomProps, "line" | "interview" | "draft"> {
  label: string;
  /** The actions that are behind "More" in a narrow bar. */
  more: readonly ActionItem[];
  first: ReactNode;
  children: ReactNode;
}

/** A row of tiles if it is narrow, and of buttons if it is wide. */
export function ActionBar({ label, more, first, children, ...room }: ActionBarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="grid gap-1 @2xl:flex @2xl:flex-wrap @2xl:items-center">
      {first}
      <div role="group" aria-label={label} className="flex @2xl:-ms-2 @2xl:flex-wrap @2xl:gap-x-1">
        {children}
        {more.map(({ key, label: text, ...item }) => (
          <Action key={key} {...item} isWideOnly>
            {text}
          </Action>
        ))}
        <span className="flex flex-1 @2xl:hidden">
          <Action
            icon={Ellipsis}
            isOff={false}
            isDialog
            onPress={() => {
              setOpen(true);
            }}
          >
            <Trans>More</Trans>
          </Action>
        </span>
      </div>
      {isOpen && (
        <MoreDialog
          {...room}
          more={more}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

interface MoreDialogProps extends Pick<WrittenRoomProps, "line" | "interview" | "draft"> {
  more: readonly ActionItem[];
  onClose: () => void;
}

function MoreDialog({ more, onClose, ...room }: MoreDialogProps) {
  const { t } = useLingui();
  const [isReading, setReading] = useState(false);
  if (isReading) {
    return (
      <Dialog title={t`Transcript`} onClose={onClose}>
        <Log {...room} className="mt-4 max-h-[60dvh] overflow-auto" />
        <Button className="mt-4 w-full" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog title={t`More`} onClose={onClose}>
      <div className="mt-4 grid gap-2">
        {more.map(({ key, icon: Icon, label, isOff, onPress }) => (
          <Button
            key={key}
            isOff={isOff}
            onClick={() => {
              onClose();
              onPress();
            }}
          >
            <Icon aria-hidden="true" className="flips" />
            {label}
          </Button>
        ))}
        <Button
          onClick={() => {
            setReading(true);
          }}
        >
          <Trans>Read the transcript</Trans>
        </Button>
        <Button look="quiet" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      </div>
    </Dialog>
  );
}

interface ActionProps {
  icon: LucideIcon;
  isOff: boolean;
  isWideOnly?: boolean;
  isDialog?: boolean;
  onPress: () => void;
  children: ReactNode;
}

export function Action({ icon: Icon, isOff, isWideOnly = false, isDialog = false, onPress, children }: ActionProps) {
  return (
    <Button
      look="quiet"
      isOff={isOff}
      aria-haspopup={isDialog ? "dialog" : undefined}
      onClick={onPress}
      className={`min-h-12 min-w-0 flex-1 flex-col gap-0.5! px-0.5! text-meta! off:border-transparent! off:bg-transparent! off:text-ink-3! @2xl:min-h-11 @2xl:flex-none @2xl:flex-row @2xl:gap-1.5! @2xl:px-2! @2xl:text-body! ${isWideOnly ? "hidden! @2xl:inline-flex!" : ""}`}
    >
      <Icon aria-hidden="true" className="flips" />
      <span>{children}</span>
    </Button>
  );
}
