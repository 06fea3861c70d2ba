import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { plural } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { asApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { SkeletonRows } from "../../ui/Skeleton";
import { useSingleMutation } from "../data/useSingleMutation";
import { LeaveGuard } from "../form/LeaveGuard";
import { useImportOnce } from "../interviews/useImportOnce";
import { canSpeak } from "../voice";
import { DraftState } from "./DraftState";
import type { DraftIn } from "./events";
import { LeftOutParts } from "./LeftOutParts";
import { OriginLine } from "./OriginLine";
import { type Draft, fileOf, kept } from "./proposals";
import { Proposals } from "./Proposals";
import { type Drafting, useDraft } from "./useDraft";
import { WishForm } from "./WishForm";

interface GenerateCardProps {
  /** The goal that the person has already entered. */
  goal: string;
  /** The language of the page, the default for a draft. */
  language: string;
  /** Called once the interview is created. */
  onCreated: (interviewId: string) => void;
}

/**
 * Drafts an interview from a goal, a job or a résumé. A person reviews each question before the interview is created.
 */
export function GenerateCard({ goal, language, onCreated }: GenerateCardProps) {
  const [wish, setWish] = useState<DraftIn>(() => ({
    goal,
    document: "",
    url: null,
    source: "JOB",
    purpose: "HIRING",
    level: null,
    minutes: 20,
    language: language.startsWith("zh") ? "zh-Hans" : "en",
  }));
  const drafting = useDraft();
  const { draft, error } = drafting;
  const count = draft.proposals.length;
  useAnnounce(
    count > 0 && draft.phase !== "drafting"
      ? plural(count, { one: "# question drafted", other: "# questions drafted" })
      : null,
  );
  return (
    <div className="grid items-start gap-8 broad:grid-cols-2">
      <LeaveGuard isUnsaved={kept(draft).length > 0 || wish.document.trim() !== ""} />
      <WishForm
        wish={wish}
        error={error}
        isDrafting={draft.phase === "drafting"}
        hasDraft={count > 0}
        onChange={(change) => {
          setWish((now) => ({ ...now, ...change }));
        }}
        onDraft={() => {
          drafting.start(wish);
        }}
        onStop={drafting.stop}
      />
      <Outcome drafting={drafting} wish={wish} onCreated={onCreated} />
    </div>
  );
}

interface OutcomeProps {
  drafting: Drafting;
  wish: DraftIn;
  onCreated: (interviewId: string) => void;
}

function Outcome({ drafting, wish, onCreated }: OutcomeProps) {
  const { t } = useLingui();
  const { draft, error } = drafting;
  const isFieldProblem = (error?.details.length ?? 0) > 0;
  return (
    <section aria-label={t`Draft`} className="grid gap-4" aria-busy={draft.phase === "drafting"}>
      {error !== null && !isFieldProblem && (
        <ErrorBox
          error={error}
          what={t`The draft could not be created.`}
          safe={t`Your text is still here.`}
          onRetry={() => {
            drafting.start(wish);
          }}
        />
      )}
      {draft.phase === "idle" ? (
        (error === null || isFieldProblem) && (
          <p className="max-w-(--measure) border-t-2 border-ink pt-4 text-read text-ink-2">
            <Trans>Questions will appear here one by one. Nothing is saved until you create the interview.</Trans>
          </p>
        )
      ) : (
        <>
          <DraftState draft={draft} />
          {draft.origin !== null && <OriginLine origin={draft.origin} isTranslated={draft.isTranslated} />}
          {draft.title !== "" && <Head drafting={drafting} />}
          <Proposals draft={draft} onChange={drafting.change} />
          {draft.phase === "drafting" && <SkeletonRows count={1} className="h-24" />}
          <LeftOutParts parts={draft.leftOut} />
          {draft.phase !== "drafting" && kept(draft).length > 0 && (
            <CreateButton draft={draft} wish={wish} onCreated={onCreated} />
          )}
        </>
      )}
    </section>
  );
}

function Head({ drafting: { draft, rename } }: { drafting: Drafting }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3">
      <Field
        label={t`Title`}
        value={draft.title}
        maxLength={200}
        onChange={({ target }) => {
          rename(target.value);
        }}
      />
      {draft.criteria.length > 0 && (
        <details className="group rounded-control border border-line bg-surface px-4 py-2">
          <summary className="dense flex cursor-pointer items-center font-[650]">
            <ChevronRight aria-hidden="true" className="me-2 group-open:rotate-90 rtl:-scale-x-100" />
            <Plural value={draft.criteria.length} one="# criterion" other="# criteria" />
          </summary>
          <ul className="grid gap-2 pb-2">
            {draft.criteria.map(({ name, description }) => (
              <li key={name}>
                <strong className="font-[650]">{name}</strong> <span className="text-ink-2">{description}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function CreateButton({ draft, wish, onCreated }: { draft: Draft; wish: DraftIn; onCreated: (id: string) => void }) {
  const { t } = useLingui();
  const count = kept(draft).length;
  const client = useQueryClient();
  const create = useImportOnce();
  const making = useSingleMutation({
    mutationFn: async () => create(fileOf(draft, wish, await canSpeak(client, wish.language))),
    onSuccess: onCreated,
  });
  return (
    <div className="grid justify-items-start gap-3">
      {making.error !== null && (
        <ErrorBox
          error={asApiError(making.error)}
          what={t`The interview could not be created.`}
          kept={t`Your draft is still here.`}
        />
      )}
      <Action
        isPrimary
        isOff={making.isPending || draft.title.trim() === ""}
        onClick={() => {
          making.mutate();
        }}
      >
        <Plural
          value={count}
          one="Create the interview with # question"
          other="Create the interview with # questions"
        />
      </Action>
    </div>
  );
}
