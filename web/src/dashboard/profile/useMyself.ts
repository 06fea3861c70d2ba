import { useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { type FormRequest, useFormRequest } from "../form/useFormRequest";
import { meQuery } from "../me";

type Schemas = components["schemas"];
export type MeChange = Schemas["MeChange"];

/** A form that changes the person's own account and announces `done`. The rest of the page is updated at once. */
export function useMyself<Sent>(
  send: (sent: Sent) => Promise<unknown>,
  fields: readonly string[],
  done: string,
): FormRequest<Sent> {
  const client = useQueryClient();
  return useFormRequest(send, fields, async () => {
    announce(done);
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
  });
}

export function changeMe(body: MeChange): Promise<unknown> {
  return take(api.PATCH("/me", { body }));
}
