import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronDown, MessageSquare, Mic } from "lucide-react";

import { MenuButton, MenuChoices } from "../../../ui/controls/Menu";
import { Gap } from "../../../ui/language/Gap";
import type { Draft } from "../draft";
import { flagsOf, type Mode, modeOf } from "./mode";
import type { HeadChange } from "./useHeadChange";

/** How candidates take the interview, as a menu that changes it. */
export function ModeMenu({ draft, change, canChange }: { draft: Draft; change: HeadChange; canChange: boolean }) {
  const { t } = useLingui();
  const mode = modeOf(draft);
  const names: Record<Mode, string> = { chat: t`Chat`, voice: t`Voice`, both: t`Voice or chat` };
  const Icon = mode === "chat" ? MessageSquare : Mic;
  const name = names[mode];
  const words = draft.videoEnabled ? t`${name}, with video` : name;
  const face = (
    <>
      <Icon aria-hidden="true" />
      <span className="sr-only">
        <Trans>Mode:</Trans>
        <Gap />
      </span>
      {words}
    </>
  );
  if (!canChange) return <span className="inline-flex items-center gap-1.5">{face}</span>;
  return (
    <MenuButton
      className="-my-1 -ms-2 inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-control px-2 font-[650] text-ink hover:bg-sunken pointer-coarse:min-h-11"
      face={
        <>
          {face}
          <ChevronDown aria-hidden="true" className="text-ink-3" />
        </>
      }
    >
      <MenuChoices
        title={t`How candidates answer`}
        chosen={mode}
        choices={(["chat", "voice", "both"] as const).map((id) => ({ id, name: names[id] }))}
        onChoose={(id) => {
          change.mutate(flagsOf(id as Mode));
        }}
      />
      <MenuChoices
        title={t`Camera`}
        chosen={draft.videoEnabled ? "on" : "off"}
        choices={[
          { id: "off", name: t`No video` },
          { id: "on", name: t`With video` },
        ]}
        onChoose={(id) => {
          change.mutate({ videoEnabled: id === "on" });
        }}
      />
    </MenuButton>
  );
}
