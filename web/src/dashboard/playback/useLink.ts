import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, ownHeaders, take } from "../../api/client";
import { readError } from "../../api/error";
import { key } from "../data/keys";

const HOLDS_SECONDS = 900;
/** A new link is requested this long before the old one expires. */
const EARLY_SECONDS = 60;

/**
 * A link to the file of a recording, valid for minutes. Only its path is used, because the page may have another host
 * name.
 */
export async function takeLink(recordingId: string, signal?: AbortSignal): Promise<string> {
  const data = await askLink(recordingId, signal);
  return new URL(data.url).pathname;
}

/**
 * The files to download for a recording: the file itself and, if it can't contain the mark of synthetic speech, that
 * mark.
 */
export async function takeFiles(recordingId: string): Promise<string[]> {
  const { url, markUrl } = await askLink(recordingId);
  return [url, markUrl].filter((address) => typeof address === "string").map((address) => new URL(address).pathname);
}

async function askLink(recordingId: string, signal?: AbortSignal) {
  const params = { path: { id: recordingId }, query: { seconds: HOLDS_SECONDS } };
  const { data } = await take(api.GET("/recordings/{id}/link", { params, ...(signal !== undefined && { signal }) }));
  return data;
}

/** The link of what is played. It is renewed before it expires, but only during playback. */
export function useLink(recordingId: string, isPlaying: boolean) {
  const link = useQuery({
    queryKey: key("recording", recordingId, "link"),
    queryFn: ({ signal }) => takeLink(recordingId, signal),
    staleTime: (HOLDS_SECONDS - EARLY_SECONDS) * 1_000,
    gcTime: 0,
  });
  const { data: url, dataUpdatedAt, refetch } = link;
  useEffect(() => {
    if (!isPlaying || url === undefined) return;
    const left = dataUpdatedAt + (HOLDS_SECONDS - EARLY_SECONDS) * 1_000 - Date.now();
    const timer = setTimeout(() => void refetch(), Math.max(0, left));
    return () => {
      clearTimeout(timer);
    };
  }, [isPlaying, url, dataUpdatedAt, refetch]);
  return link;
}

/**
 * The captions as an object URL. They are fetched with the headers of this page, which a track element couldn't send.
 */
export function useCaptions(recordingId: string) {
  return useQuery({
    queryKey: key("recording", recordingId, "captions"),
    queryFn: async ({ signal }) => {
      const address = `/api/v1/recordings/${encodeURIComponent(recordingId)}/captions`;
      const response = await fetch(address, { headers: ownHeaders("GET"), credentials: "same-origin", signal });
      if (!response.ok) throw await readError(response, "none");
      return `data:text/vtt;charset=utf-8,${encodeURIComponent(await response.text())}`;
    },
    staleTime: Infinity,
  });
}
