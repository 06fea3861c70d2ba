import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Action } from "../../ui/controls/Action";
import { Switch } from "../../ui/controls/choices";
import { useStore } from "../../ui/hooks/store";
import { Modal } from "../../ui/overlay/Modal";
import { singleKeyChoice } from "./keys";
import { isApple, optionKey } from "./platform";

/** The list of keyboard shortcuts, by the place where they work. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const areSinglesOn = useStore(singleKeyChoice);
  const control = isApple() ? "⌘" : "Ctrl";
  const option = optionKey();
  return (
    <Modal
      title={t`Keyboard shortcuts`}
      onClose={onClose}
      actions={
        <Action onClick={onClose}>
          <Trans>Close</Trans>
        </Action>
      }
    >
      <Group title={t`On every page`}>
        <Keys keys={[control, "K"]}>{t`Search`}</Keys>
        <Keys keys={["?"]}>{t`Keyboard shortcuts`}</Keys>
        <Keys keys={["Esc"]}>{t`Close the open dialog or menu`}</Keys>
      </Group>
      <Group title={t`In the list of questions`}>
        <Keys keys={["↑", "↓"]}>{t`Go to another question`}</Keys>
        <Keys keys={[option, "↑", "↓"]}>{t`Move the question`}</Keys>
        <Keys keys={[control, "Enter"]}>{t`Edit the next question`}</Keys>
      </Group>
      <Group title={t`In the recording player`}>
        <Keys keys={["K"]}>{t`Play or pause`}</Keys>
        <Keys keys={["J", "L"]}>{t`Skip back or forward ten seconds`}</Keys>
        <Keys keys={["<", ">"]}>{t`Play slower or faster`}</Keys>
      </Group>
      <Switch
        checked={areSinglesOn}
        hint={
          <Trans>
            Turn this off if speech input or stray key presses open the list by accident. This setting applies to this
            browser.
          </Trans>
        }
        onChange={({ target }) => {
          singleKeyChoice.set(target.checked);
        }}
      >
        <Trans>Open this list with “?”</Trans>
      </Switch>
    </Modal>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1">
      <h3 className="font-[650]">{title}</h3>
      <dl className="grid gap-1">{children}</dl>
    </section>
  );
}

/** The keys of one shortcut. Keys for opposite directions, such as arrows, share a line. */
function Keys({ keys, children }: { keys: readonly string[]; children: string }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-2">{children}</dt>
      <dd className="flex flex-none gap-1" dir="ltr">
        {keys.map((one) => (
          <kbd key={one} className="rounded-tight border border-line-strong bg-sunken px-1.5 font-mono text-label">
            {one}
          </kbd>
        ))}
      </dd>
    </div>
  );
}
