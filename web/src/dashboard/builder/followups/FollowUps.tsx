import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, Pencil } from "lucide-react";
import type { KeyboardEvent } from "react";

import { Action } from "../../../ui/controls/Action";
import { IconButton } from "../../../ui/controls/IconButton";
import { Gap } from "../../../ui/language/Gap";
import { useMay } from "../../me";
import { optionKey } from "../../shortcuts/platform";
import type { Probe } from "../draft";
import { FollowUpForm } from "./FollowUpForm";
import { MOST_PROBES } from "./followUpRules";
import { useConditionWords } from "./useConditions";
import { type Rows, useFollowUps } from "./useFollowUps";

interface FollowUpsProps {
  /** The question's own follow-ups; null if it uses the suggested ones. */
  own: readonly Probe[] | null;
  /** null until the question is saved without follow-ups of its own. */
  suggested: readonly Probe[] | null;
  /** How many are asked at most. */
  budget: number;
  /** Whether the question allows follow-ups at all. */
  isOn: boolean;
  onChange: (own: Probe[] | null) => void;
}

/** The follow-ups that are prepared for a question: suggested ones until a creator changes them. */
export function FollowUps({ own, suggested, budget, isOn, onChange }: FollowUpsProps) {
  const canChange = useMay("MEMBER");
  const probes = own ?? suggested;
  const rows = useFollowUps(probes ?? [], onChange);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-[650]">
        <Trans>Prepared follow-ups</Trans>
      </legend>
      <p className="text-label text-ink-3">
        <Source own={own} suggested={suggested} canChange={canChange} />
        <Gap />
        <Budget isOn={isOn} budget={budget} />
      </p>
      {probes === null ? (
        <p className="late text-ink-2" aria-busy="true">
          <Trans>Suggestions appear once the question is saved.</Trans>
        </p>
      ) : (
        <List rows={rows} canChange={canChange} />
      )}
      {canChange && (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
          <Action id={rows.addId} isOff={probes === null || !rows.canAdd} onClick={rows.add}>
            <Trans>Add a follow-up</Trans>
          </Action>
          {own !== null && (
            <Action look="quiet" onClick={rows.reset}>
              <Trans>Use the suggested follow-ups again</Trans>
            </Action>
          )}
          {rows.count >= MOST_PROBES && (
            <p className="text-label text-ink-3">
              <Trans>A question can have up to {MOST_PROBES} follow-ups. Remove one to add another.</Trans>
            </p>
          )}
        </div>
      )}
    </fieldset>
  );
}

function Source({ own, suggested, canChange }: Pick<FollowUpsProps, "own" | "suggested"> & { canChange: boolean }) {
  if (own !== null)
    return own.length === 0 ? (
      <Trans>No follow-ups are prepared.</Trans>
    ) : (
      <Trans>Written for this question and asked word for word. The most important comes first.</Trans>
    );
  if (suggested === null) return null;
  if (suggested.length === 0) return <Trans>No follow-ups are suggested for this question.</Trans>;
  return (
    <>
      <Trans>Suggested for this question. The interviewer may word them differently.</Trans>
      <Gap />
      {canChange && <Trans>If you edit one, all of them become custom follow-ups.</Trans>}
    </>
  );
}

function Budget({ isOn, budget }: Pick<FollowUpsProps, "isOn" | "budget">) {
  if (!isOn) return <Trans>Follow-ups are off for this question, so none are asked.</Trans>;
  if (budget === 0) return <Trans>With the current “Follow-ups” setting, none are asked.</Trans>;
  return <Trans>The interviewer asks at most {budget}, and only when relevant.</Trans>;
}

function List({ rows, canChange }: { rows: Rows; canChange: boolean }) {
  const { shown, editing } = rows;
  const key = optionKey();
  if (shown.length === 0) return null;
  return (
    <>
      {canChange && shown.length > 1 && (
        <p className="hidden text-label text-ink-3 wide:block">
          <Trans>To move a follow-up, press {key} and an arrow key.</Trans>
        </p>
      )}
      <ol className="grid border-t border-line">
        {shown.map((probe, place) =>
          place === editing?.place ? (
            <li key={place} className="border-b border-line py-3">
              <FollowUpForm
                id={rows.idOf("form", place)}
                number={place + 1}
                probe={editing.probe}
                lacking={editing.isTold ? rows.lacking : null}
                onChange={rows.write}
                onDone={rows.done}
                onLeave={rows.leave}
                onRemove={() => {
                  rows.remove(place);
                }}
              />
            </li>
          ) : (
            <Row key={place} probe={probe} place={place} rows={rows} canChange={canChange} />
          ),
        )}
      </ol>
    </>
  );
}

interface RowProps {
  probe: Probe;
  place: number;
  rows: Rows;
  canChange: boolean;
}

function Row({ probe, place, rows, canChange }: RowProps) {
  const { t } = useLingui();
  const words = useConditionWords();
  const number = place + 1;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    rows.move(place, event.key === "ArrowUp" ? -1 : 1);
  };
  const text = (
    <span className="grid min-w-0 flex-1">
      <span className="text-label wrap-anywhere text-ink-2">{`${String(number)}. ${words(probe)}`}</span>
      <bdi className="wrap-anywhere">{probe.text}</bdi>
    </span>
  );
  if (!canChange) return <li className="flex border-b border-line py-2">{text}</li>;
  return (
    <li className="flex items-center gap-1 border-b border-line" onKeyDown={onKeyDown}>
      <button
        type="button"
        id={rows.idOf("edit", place)}
        className="flex min-h-11 min-w-0 flex-1 cursor-pointer items-center gap-3 rounded-control py-2 pe-2 text-start hover:bg-sunken"
        onClick={() => {
          rows.edit(place);
        }}
      >
        {text}
        <span className="sr-only">
          <Trans>Edit follow-up {number}</Trans>
        </span>
        <Pencil aria-hidden="true" className="flex-none text-ink-3" />
      </button>
      <IconButton
        id={rows.idOf("up", place)}
        icon={ArrowUp}
        label={t`Move follow-up ${number} up`}
        isOff={place === 0}
        onClick={() => {
          rows.move(place, -1);
        }}
      />
      <IconButton
        id={rows.idOf("down", place)}
        icon={ArrowDown}
        label={t`Move follow-up ${number} down`}
        isOff={place >= rows.count - 1}
        onClick={() => {
          rows.move(place, 1);
        }}
      />
    </li>
  );
}
