import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { CheckList } from "../../../ui/controls/CheckList";
import { RadioGroup } from "../../../ui/controls/choices";
import { Select } from "../../../ui/controls/Select";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Field } from "../../../ui/Field";
import { Modal } from "../../../ui/overlay/Modal";
import { ShownOnce } from "../../../ui/overlay/ShownOnce";
import { type FieldProblems, FormProblems, problemsOf } from "../../form/FormProblems";
import { isAtLeast, useMe } from "../../me";
import { ROLE_NAMES, ROLES } from "../../team/roles";
import { type KeyIn, type NewKey, useCreateKey, useScopes } from "./useKeys";

type Role = NonNullable<KeyIn["role"]>;
type Mode = NonNullable<KeyIn["mode"]>;

const DAYS = ["30", "90", "365", "never"] as const;
type Days = (typeof DAYS)[number];

/** Creates a key in two steps: choose what it may do, then copy the key, which is shown once. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [made, setMade] = useState<NewKey | null>(null);
  return made === null ? (
    <KeyForm
      onClose={onClose}
      onCreated={(key) => {
        announce(t`Key created. Copy it now.`);
        setMade(key);
      }}
    />
  ) : (
    <NewKeyDialog made={made} onClose={onClose} />
  );
}

function NewKeyDialog({ made, onClose }: { made: NewKey; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ShownOnce title={t`Copy the key now`} label={t`Key`} secret={made.key} onClose={onClose}>
      <p>
        <Trans>The key “{made.name}” is shown only once. Keep it secret: anyone who has it can use it.</Trans>
      </p>
    </ShownOnce>
  );
}

function useDraft(onCreated: (key: NewKey) => void) {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const [mode, setMode] = useState<Mode>("LIVE");
  const [role, setRole] = useState<Role>("MEMBER");
  const [days, setDays] = useState<Days>("90");
  const [projects, setProjects] = useState<readonly string[]>([]);
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState<FieldProblems>({});
  const creating = useCreateKey(onCreated);
  const submit = () => {
    const found: FieldProblems = name.trim() === "" ? { name: t`Enter a name for the key.` } : {};
    setMissing(found);
    if (Object.keys(found).length > 0 || creating.isPending) return;
    creating.mutate({
      name: name.trim(),
      mode,
      role,
      scopes: [...scopes],
      projectIds: mode === "TEST" || projects.length === 0 ? null : [...projects],
      expiresInDays: days === "never" ? null : Number(days),
    });
  };
  const failure = creating.error === null ? null : asApiError(creating.error);
  const problems = { ...missing, ...problemsOf(failure, ["name"]) };
  return {
    ...{ name, setName, mode, setMode, role, setRole, days, setDays, projects, setProjects, scopes, setScopes },
    ...{ submit, problems },
    failure: failure !== null && Object.keys(problems).length === 0 ? failure : null,
    isBusy: creating.isPending,
  };
}

function KeyForm({ onClose, onCreated }: { onClose: () => void; onCreated: (key: NewKey) => void }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const draft = useDraft(onCreated);
  const scopes = useScopes();
  const names: Record<Days, string> = {
    30: t`In 30 days`,
    90: t`In 90 days`,
    365: t`In 1 year`,
    never: t`Never expires`,
  };
  return (
    <Modal
      isHeld={draft.isBusy}
      title={t`Create a key`}
      onClose={onClose}
      onSubmit={draft.submit}
      actions={
        <>
          <Action isOff={draft.isBusy} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={draft.isBusy}>
            <Trans>Create the key</Trans>
          </Action>
        </>
      }
    >
      {Object.keys(draft.problems).length > 0 && (
        <FormProblems key={JSON.stringify(draft.problems)} problems={draft.problems} />
      )}
      {draft.failure !== null && <ErrorBox error={draft.failure} safe={t`No key was created.`} />}
      <Field
        id="name"
        label={t`Key name`}
        hint={t`Choose a name that describes the purpose.`}
        value={draft.name}
        autoComplete="off"
        maxLength={200}
        error={draft.problems.name}
        onChange={({ target }) => {
          draft.setName(target.value);
        }}
      />
      <RadioGroup<Mode>
        label={t`Access`}
        name="mode"
        choices={[
          { id: "LIVE", name: t`Live data` },
          {
            id: "TEST",
            name: t`Test data`,
            hint: t`Uses simulated candidates, sends no emails and doesn’t count toward usage.`,
          },
        ]}
        chosen={draft.mode}
        onChoose={draft.setMode}
      />
      <div className="grid gap-4 wide:grid-cols-2">
        <Select<Role>
          isTall
          label={t`Role`}
          choices={ROLES.filter((role) => isAtLeast(me.role, role)).map((id) => ({ id, name: i18n._(ROLE_NAMES[id]) }))}
          chosen={draft.role}
          onChoose={draft.setRole}
        />
        <Select<Days>
          isTall
          label={t`Expires`}
          choices={DAYS.map((id) => ({ id, name: names[id] }))}
          chosen={draft.days}
          onChoose={draft.setDays}
        />
      </div>
      {draft.mode === "LIVE" && (
        <CheckList
          legend={t`Projects`}
          hint={t`If none are selected, the key works for all projects.`}
          choices={me.projects}
          ticked={draft.projects}
          onChange={draft.setProjects}
        />
      )}
      <CheckList
        legend={t`Scopes`}
        hint={t`If none are selected, the key can do everything its role allows.`}
        choices={scopes}
        ticked={draft.scopes}
        onChange={draft.setScopes}
      />
    </Modal>
  );
}
