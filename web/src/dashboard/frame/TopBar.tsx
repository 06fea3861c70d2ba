import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Menu } from "lucide-react";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { SearchButton } from "../shortcuts/SearchButton";
import { Logo } from "./Logo";
import { OpenCount } from "./OpenCount";
import { SideNav } from "./SideNav";
import { Switcher } from "./Switcher";

/** The look of the bar, also while its page is loading. */
export const BAR =
  "flex min-h-[calc(3.75rem+1px)] items-center gap-3 border-b border-line bg-surface px-4 py-2 broad:hidden print:hidden";

/** The frame of a narrow window: the way home, and everything else behind one button. */
export function TopBar() {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <header className={BAR}>
      <Link to="/interviews" className="rounded-control p-1">
        <Logo />
      </Link>
      <Button
        look="quiet"
        className="ms-auto"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Menu aria-hidden="true" />
        <Trans>Menu</Trans>
        {!isOpen && <OpenCount />}
      </Button>
      {isOpen && (
        <Dialog title={t`Menu`} onClose={close}>
          <div className="mt-4 grid gap-6">
            <SearchButton onOpen={close} />
            <SideNav onGo={close} />
            <Switcher />
            <Button onClick={close}>
              <Trans>Close the menu</Trans>
            </Button>
          </div>
        </Dialog>
      )}
    </header>
  );
}
