import { api, take } from "../../../api/client";
import { type ApiError, asApiError } from "../../../api/error";
import { newKey } from "../../data/newKey";
import { FILE, type Proposal } from "../useCandidates";

/** The details read from a file, or the reason why reading it failed. */
export interface ReadResume {
  id: string;
  fileName: string;
  proposal: Proposal | null;
  error: ApiError | null;
}

export async function readResume(interviewId: string, file: File): Promise<ReadResume> {
  const about = { id: newKey(), fileName: file.name };
  try {
    const { data } = await take(
      api.POST("/interviews/{id}/resumes", {
        params: { path: { id: interviewId }, query: { fileName: file.name } },
        body: file as never,
        bodySerializer: (body: unknown) => body as File,
        headers: FILE,
      }),
    );
    return { ...about, proposal: data, error: null };
  } catch (error) {
    return { ...about, proposal: null, error: asApiError(error) };
  }
}
