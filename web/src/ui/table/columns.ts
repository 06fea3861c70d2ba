import type { ReactNode } from "react";

export interface Column<Row> {
  id: string;
  heading: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end of their column. */
  isNumber?: boolean;
  /** Whether the server can sort by it. */
  canSort?: boolean;
}

export interface Sort {
  by: string;
  isDescending: boolean;
}
