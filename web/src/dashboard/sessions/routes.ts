/** The pages of this area, each made by `createRoute({ getParentRoute: () => frame, … })`. */
export const sessionRoutes = [] as const;
