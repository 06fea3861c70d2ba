import { api } from "../../../api/client";
import type { components } from "../../../api/schema";
import { useSetting, versioned } from "../../form/useSetting";
import type { EmailTemplates } from "../useCandidates";

export type EmailTemplatesChange = components["schemas"]["LettersChange"];
export type EmailTemplatesSetting = ReturnType<typeof useEmailTemplates>;

/** The email templates of an interview, to edit. Other pages read them with `emailTemplatesQuery`. */
export function useEmailTemplates(interviewId: string) {
  const path = { id: interviewId };
  return useSetting<EmailTemplates, EmailTemplatesChange>({
    name: `email-templates ${interviewId}`,
    read: (signal) => versioned(api.GET("/interviews/{id}/letters", { params: { path }, signal })),
    write: (body, etag) =>
      versioned(api.PATCH("/interviews/{id}/letters", { params: { path, header: { "If-Match": etag } }, body })),
  });
}
