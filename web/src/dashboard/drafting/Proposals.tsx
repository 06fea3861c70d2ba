import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Pencil, Undo2, X } from "lucide-react";

import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { StatusWord } from "../../ui/StatusWord";
import { TextArea } from "../../ui/TextArea";
import { type Draft, type Proposal, reworded } from "./proposals";

type Change = (key: string, change: Partial<Proposal>) => void;

/** The questions of a draft as they come: each is accepted, edited or dropped by a person. */
export function Proposals({ draft, onChange }: { draft: Draft; onChange: Change }) {
  return (
    <ol className="grid gap-3">
      {draft.proposals.map((proposal, place) => (
        <Row key={proposal.key} number={place + 1} proposal={proposal} onChange={onChange} />
      ))}
    </ol>
  );
}

function Row({ number, proposal, onChange }: { number: number; proposal: Proposal; onChange: Change }) {
  const { key, question, isDropped, typed = null } = proposal;
  const isEdited = typed !== null;
  return (
    <li
      className={`enter grid gap-3 rounded-panel border p-4 ${isDropped ? "border-line bg-sunken" : "border-line-strong bg-surface"}`}
    >
      <div className="flex items-baseline gap-3">
        <span className="font-mono text-label text-ink-3">{number}</span>
        {isEdited ? (
          <Editor
            typed={typed}
            onType={(text) => {
              onChange(key, { typed: text });
            }}
            onSave={() => {
              onChange(key, { ...reworded(proposal), isAccepted: true });
            }}
            onCancel={() => {
              onChange(key, { typed: null });
            }}
          />
        ) : (
          <Words proposal={proposal} />
        )}
      </div>
      {!isEdited && (
        <Choices
          number={number}
          proposal={proposal}
          onChange={onChange}
          onEdit={() => {
            onChange(key, { typed: question.text });
          }}
        />
      )}
    </li>
  );
}

function Words({ proposal: { question, isDropped } }: { proposal: Proposal }) {
  return (
    <div className="grid min-w-0 gap-1">
      <p className={`text-read ${isDropped ? "text-ink-3 line-through" : ""}`}>{question.text}</p>
      {question.options !== null && <p className="text-label text-ink-2">{question.options.join(" · ")}</p>}
      {question.criteria.length > 0 && (
        <p className="text-label text-ink-3">
          <Trans>Criteria: {question.criteria.join(", ")}</Trans>
        </p>
      )}
    </div>
  );
}

interface ChoicesProps {
  number: number;
  proposal: Proposal;
  onChange: Change;
  onEdit: () => void;
}

function Choices({ number, proposal: { key, isAccepted, isDropped }, onChange, onEdit }: ChoicesProps) {
  const { t } = useLingui();
  if (isDropped)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <StatusWord tone="off">
          <Trans>Dropped</Trans>
        </StatusWord>
        <Action
          look="quiet"
          aria-label={t`Restore question ${number}`}
          onClick={() => {
            onChange(key, { isDropped: false });
          }}
        >
          <Undo2 aria-hidden="true" />
          <Trans>Restore</Trans>
        </Action>
      </div>
    );
  return (
    <div className="flex flex-wrap items-center gap-x-0 gap-y-2 wide:gap-x-2">
      {isAccepted ? (
        <StatusWord tone="good">
          <Trans>Accepted</Trans>
        </StatusWord>
      ) : (
        <Action
          aria-label={t`Accept question ${number}`}
          onClick={() => {
            onChange(key, { isAccepted: true });
            announce(t`Question ${number} was accepted.`);
          }}
        >
          <Check aria-hidden="true" />
          <Trans>Accept</Trans>
        </Action>
      )}
      <Action look="quiet" aria-label={t`Edit question ${number}`} onClick={onEdit}>
        <Pencil aria-hidden="true" />
        <Trans>Edit</Trans>
      </Action>
      <Action
        look="quiet"
        aria-label={t`Drop question ${number}`}
        onClick={() => {
          onChange(key, { isDropped: true, isAccepted: false });
          announce(t`Question ${number} was dropped.`);
        }}
      >
        <X aria-hidden="true" />
        <Trans>Drop</Trans>
      </Action>
    </div>
  );
}

interface EditorProps {
  typed: string;
  onType: (text: string) => void;
  onSave: () => void;
  onCancel: () => void;
}

function Editor({ typed, onType, onSave, onCancel }: EditorProps) {
  const { t } = useLingui();
  return (
    <div className="grid grow gap-3">
      <TextArea
        autoFocus
        label={t`Question`}
        value={typed}
        onChange={({ target }) => {
          onType(target.value);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Action isOff={typed.trim() === ""} onClick={onSave}>
          <Trans>Use this wording</Trans>
        </Action>
        <Action look="quiet" onClick={onCancel}>
          <Trans>Keep the original</Trans>
        </Action>
      </div>
    </div>
  );
}
