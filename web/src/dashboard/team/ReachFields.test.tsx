import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import type { Me, Role } from "../../api/account";
import { show } from "../../ui/testing";
import { meQuery } from "../me";
import { type Reach, ReachFields } from "./ReachFields";

const onChange = vi.fn();

function showTo(role: Role, reach: Reach) {
  onChange.mockReset();
  const client = new QueryClient();
  const projects = [{ id: "p1", name: "Harbor" }];
  client.setQueryData(meQuery.queryKey, { id: "m1", role, projects, organization: { id: "o1" } } as unknown as Me);
  show(
    <QueryClientProvider client={client}>
      <ReachFields reach={reach} onChange={onChange} />
    </QueryClientProvider>,
  );
}

it.each([
  ["Admin", { role: "ADMIN", projectIds: null }],
  ["Viewer", { role: "VIEWER", projectIds: ["p1"] }],
])("keeps the chosen projects only for a role that can be limited: %s", (name, reach) => {
  showTo("OWNER", { role: "MEMBER", projectIds: ["p1"] });
  fireEvent.click(screen.getByRole("radio", { name: new RegExp(`^${name}`) }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith(reach);
});

it("shows projects only for a role that can be limited", () => {
  showTo("OWNER", { role: "ADMIN", projectIds: null });
  expect(screen.queryByRole("group", { name: "Projects" })).toBeNull();
});

it("offers no role above the user's own", () => {
  showTo("MEMBER", { role: "VIEWER", projectIds: null });
  expect(screen.getAllByRole("radio")).toHaveLength(2);
});
