import { builderRoutes } from "./builder/routes";
import { candidateRoutes } from "./candidates/routes";
import { developersRoutes } from "./developers/routes";
import { draftingRoutes } from "./drafting/routes";
import { insightRoutes } from "./insights/routes";
import { interviewRoutes } from "./interviews/routes";
import { libraryRoutes } from "./library/routes";
import { organizationRoutes } from "./organizations/routes";
import { unknownRoute } from "./page/unknownRoute";
import { profileRoutes } from "./profile/routes";
import { projectRoutes } from "./projects/routes";
import { rehearsalRoutes } from "./rehearsals/routes";
import { reportRoutes } from "./report/routes";
import { requestRoutes } from "./requests/routes";
import { frame, root } from "./roots";
import { sessionRoutes } from "./sessions/routes";
import { settingsRoutes } from "./settings/routes";
import { sharedRoutes, sharingRoutes } from "./sharing/routes";
import { signInRoutes } from "./signin/routes";
import { teamRoutes } from "./team/routes";
import { versionRoutes } from "./versions/routes";
import { welcomeRoutes } from "./welcome/routes";

/** Every page of the dashboard. Each area has its own list, and each page its own chunk. */
export const routeTree = root.addChildren([
  ...signInRoutes,
  ...welcomeRoutes,
  ...sharedRoutes,
  frame.addChildren([
    ...interviewRoutes,
    ...builderRoutes,
    ...draftingRoutes,
    ...rehearsalRoutes,
    ...versionRoutes,
    ...libraryRoutes,
    ...candidateRoutes,
    ...requestRoutes,
    ...sessionRoutes,
    ...reportRoutes,
    ...insightRoutes,
    ...sharingRoutes,
    ...settingsRoutes,
    ...developersRoutes,
    ...teamRoutes,
    ...projectRoutes,
    ...profileRoutes,
    ...organizationRoutes,
    unknownRoute,
  ]),
]);
