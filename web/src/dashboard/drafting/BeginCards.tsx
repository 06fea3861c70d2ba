import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";
import { blank, type Template } from "../builder/draft";
import { key } from "../data/keys";
import { useSendOnce } from "../data/useSendOnce";
import { useSingleMutation } from "../data/useSingleMutation";
import { useImportOnce } from "../interviews/useImportOnce";
import { canSpeak } from "../voice";

/** Begin an interview without a model: with an empty one, or with a template. */
export function BeginCards() {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const client = useQueryClient();
  const language = i18n.locale.startsWith("zh") ? "zh" : "en";
  const templates = useQuery<Template[], ApiError>({
    queryKey: key("templates", language),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/templates", { params: { query: { language } }, signal }))).data,
    staleTime: Infinity,
  });
  const createBlank = useSendOnce(async (body: ReturnType<typeof blank>, once) => {
    const params = { header: { "Idempotency-Key": once } };
    return (await take(api.POST("/interviews", { params, body }))).data.id;
  });
  const createFrom = useImportOnce();
  const start = useSingleMutation<string, unknown, Template | null>({
    mutationFn: async (template) => {
      const voiceEnabled = await canSpeak(client, template?.language ?? language);
      if (template === null) return createBlank(blank(t`Untitled interview`, language, voiceEnabled));
      const interview = { ...template.file.interview, voiceEnabled };
      return createFrom({ ...template.file, interview, isDraft: true });
    },
    onSuccess: (interviewId) => navigate({ to: "/interviews/$interviewId/build", params: { interviewId } }),
  });
  return (
    <section aria-label={t`Blank or from a template`} className="grid gap-4">
      {start.error !== null && <ErrorBox error={asApiError(start.error)} what={t`The interview was not created.`} />}
      <div className="grid gap-4 wide:grid-cols-2 broad:gap-x-8">
        <Card
          title={t`Blank`}
          about={t`Start with an empty interview.`}
          action={t`Start blank`}
          isOff={start.isPending}
          onStart={() => {
            start.mutate(null);
          }}
        />
        {templates.data?.map((template) => (
          <TemplateCard
            key={template.id}
            template={template}
            isOff={start.isPending}
            onStart={() => {
              start.mutate(template);
            }}
          />
        ))}
      </div>
      {templates.isPending && <Skeleton label={t`Loading the templates`} rows={3} />}
      {templates.error !== null && (
        <ErrorBox
          error={templates.error}
          what={t`The templates could not be loaded.`}
          onRetry={() => void templates.refetch()}
        />
      )}
    </section>
  );
}

function TemplateCard({ template, ...rest }: { template: Template; isOff: boolean; onStart: () => void }) {
  const { t } = useLingui();
  const { questionCount, estimatedMinutes } = template;
  return (
    <Card
      {...rest}
      title={template.title}
      about={template.description}
      action={t`Use this template`}
      meta={
        <Trans>
          {questionCount} questions, about {estimatedMinutes} minutes
        </Trans>
      }
    />
  );
}

interface CardProps {
  title: string;
  about: string;
  meta?: React.ReactNode;
  action: string;
  isOff: boolean;
  onStart: () => void;
}

function Card({ title, about, meta, action, isOff, onStart }: CardProps) {
  return (
    <section className="grid content-between gap-4 rounded-panel border border-line bg-surface p-5">
      <div className="grid gap-1">
        <h2 className="text-lead font-[650]">{title}</h2>
        <p className="text-ink-2">{about}</p>
        {meta && <p className="text-label text-ink-2">{meta}</p>}
      </div>
      <div>
        <Action aria-label={`${action}: ${title}`} isOff={isOff} onClick={onStart}>
          {action}
        </Action>
      </div>
    </section>
  );
}
