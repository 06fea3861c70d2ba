import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";

import type { AuditEntry } from "./AuditPage";

const WORDS: Readonly<Record<string, MessageDescriptor>> = {
  signIn: msg`Signed in`,
  signOut: msg`Signed out`,
  signOutBrowser: msg`Signed other browsers out`,
  setUp: msg`Made the first account`,
  resetPassword: msg`Set a new password by a link`,
  changePassword: msg`Changed the password`,
  updateMe: msg`Changed the own profile`,
  deleteMe: msg`Deleted the own account`,
  join: msg`Joined with a new account`,
  joinAsMe: msg`Joined the team`,
  createInvitation: msg`Invited a member`,
  revokeInvitation: msg`Took an invitation back`,
  updateMember: msg`Changed a member’s role or projects`,
  removeMember: msg`Removed a member`,
  leaveOrganization: msg`Left the organization`,
  renameOrganization: msg`Renamed the organization`,
  createOrganization: msg`Made an organization`,
  claimOrganization: msg`Took over an organization`,
  createProject: msg`Made a project`,
  renameProject: msg`Renamed a project`,
  deleteProject: msg`Deleted a project`,
  moveInterview: msg`Moved an interview to another project`,
  getSession: msg`Read a session`,
  createInterview: msg`Made an interview`,
  updateInterview: msg`Changed an interview`,
  archiveInterview: msg`Archived an interview`,
  publishInterview: msg`Published an interview`,
  unpublishInterview: msg`Made an interview invite-only`,
  createQuestions: msg`Added questions`,
  updateQuestion: msg`Changed a question`,
  deleteQuestion: msg`Deleted a question`,
  createCandidates: msg`Invited candidates`,
  updateRequest: msg`Changed a candidate’s request`,
  createKey: msg`Made an API key`,
  revokeKey: msg`Revoked an API key`,
  updateModel: msg`Changed the model`,
  tryModel: msg`Tried a model`,
  updateBrand: msg`Changed the brand`,
  setLogo: msg`Set the logo`,
  removeLogo: msg`Removed the logo`,
  updateLanguages: msg`Changed the languages`,
  choosePlan: msg`Changed the plan`,
  updateRetention: msg`Changed how long candidates are kept`,
  updateInterviewRetention: msg`Changed how long an interview’s candidates are kept`,
  enforceRetention: msg`Erased who was over the time`,
  withdrawConsent: msg`Withdrew consent`,
  eraseMe: msg`Erased all about oneself`,
  auditBias: msg`Audited for bias`,
  updateFairness: msg`Changed what is asked for fairness`,
  exportCandidate: msg`Exported all about a candidate`,
  exportAuditLog: msg`Exported the signed log`,
  holdInterview: msg`Placed a legal hold on an interview`,
  holdCandidate: msg`Placed a legal hold on a candidate`,
  holdSession: msg`Placed a legal hold on a session`,
  liftHold: msg`Lifted a legal hold`,
  exportAudit: msg`Exported the audit log`,
  createShare: msg`Shared a report`,
  getFile: msg`Took a file of a session`,
  getRecordingLink: msg`Asked for a recording`,
  viewRecording: msg`Watched a recording`,
  getCaptions: msg`Took the captions of a recording`,
};

/** What a line says in words: ours where we have them, else the reference's. */
export function useWhat(): (entry: Pick<AuditEntry, "operation" | "what">) => string {
  const { i18n } = useLingui();
  return ({ operation, what }) => {
    const known = WORDS[operation];
    return known === undefined ? what : i18n._(known);
  };
}
