import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { Select } from "../../../ui/controls/Select";
import { Field } from "../../../ui/Field";
import { Modal } from "../../../ui/overlay/Modal";
import type { FieldProblems } from "../../form/FormProblems";
import { FormTop } from "../../form/FormTop";
import { useFormRequest } from "../../form/useFormRequest";
import { useMe } from "../../me";
import type { EventName } from "./events";
import { EventsField } from "./EventsField";
import type { Webhook, WebhookIn } from "./useWebhooks";

const ALL = "-";
const FIELDS = ["url", "description", "events", "projectId"] as const;

interface WebhookFormProps<Got> {
  title: string;
  confirm: string;
  /** A sentence that says what is safe if sending fails. */
  safe: string;
  /** An existing endpoint to change. Its project can't be changed. */
  webhook?: Webhook;
  send: (sent: WebhookIn) => Promise<Got>;
  onDone: (got: Got) => unknown;
  onClose: () => void;
}

/** The form of an endpoint: its address, its description and its events. */
export function WebhookForm<Got>(props: WebhookFormProps<Got>) {
  const { title, confirm, safe, webhook, send, onDone, onClose } = props;
  const { t } = useLingui();
  const { projects } = useMe();
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [events, setEvents] = useState<readonly EventName[] | null>(webhook?.events.length ? webhook.events : null);
  const [project, setProject] = useState(ALL);
  const { submit, problems, failure, isBusy } = useFormRequest(send, FIELDS, onDone);
  const isHeld = isBusy && webhook === undefined; // the secret of a new endpoint is shown only once
  const sendAll = () => {
    if (isBusy) return;
    const missing: FieldProblems = {
      ...(url.trim() === "" && { url: t`Enter the address.` }),
      ...(events?.length === 0 && { events: t`Select at least one event, or all events.` }),
    };
    const projectId = project === ALL ? null : project;
    submit({ url: url.trim(), description: description.trim(), events: [...(events ?? [])], projectId }, missing);
  };
  return (
    <Modal
      isHeld={isHeld}
      title={title}
      onClose={onClose}
      onSubmit={sendAll}
      actions={
        <>
          <Action isOff={isHeld} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={isBusy}>
            {confirm}
          </Action>
        </>
      }
    >
      <FormTop problems={problems} failure={failure} safe={safe} />
      <Field
        id="url"
        type="url"
        label={t`Address`}
        hint={t`Must begin with https:// and be reachable from the internet.`}
        autoComplete="off"
        value={url}
        error={problems.url}
        onChange={({ target }) => {
          setUrl(target.value);
        }}
      />
      <Field
        id="description"
        label={t`Endpoint name`}
        hint={t`Choose a name that describes the purpose.`}
        autoComplete="off"
        maxLength={200}
        value={description}
        error={problems.description}
        onChange={({ target }) => {
          setDescription(target.value);
        }}
      />
      {webhook === undefined && (
        <Select
          isTall
          label={t`Project`}
          hint={t`Only events in this project are sent. You can’t change the project later.`}
          choices={[{ id: ALL, name: t`All projects` }, ...projects]}
          chosen={project}
          onChoose={setProject}
        />
      )}
      <EventsField id="events" chosen={events} error={problems.events} onChange={setEvents} />
    </Modal>
  );
}
