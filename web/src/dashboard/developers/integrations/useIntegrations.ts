import { useQuery } from "@tanstack/react-query";

import { api, take } from "../../../api/client";
import type { components } from "../../../api/schema";
import { key } from "../../data/keys";
import { type Change, useChange } from "../../team/useTeam";

type Schemas = components["schemas"];
export type Integration = Schemas["IntegrationOut"];
export type NewIntegration = Schemas["NewIntegrationOut"];
export type IntegrationIn = Schemas["IntegrationIn"];
export type Vendor = Integration["vendor"];

/** The vendors by their own names, which no language changes. */
export const VENDOR_NAMES: Record<Vendor, string> = { GREENHOUSE: "Greenhouse", ASHBY: "Ashby" };

export function useIntegrations() {
  return useQuery({
    queryKey: key("integrations"),
    queryFn: async ({ signal }) => (await take(api.GET("/integrations", { signal }))).data,
  });
}

/** Switches a connection on or off. */
export function useIntegrationSwitch(id: string, onDone: () => void): Change<boolean> {
  return useChange(
    (isEnabled: boolean) => take(api.PATCH("/integrations/{id}", { params: { path: { id } }, body: { isEnabled } })),
    [key("integrations")],
    onDone,
  );
}
