import { CircleDot, Code, type LucideIcon, MessageSquareText, Microscope, PenTool, SquareCheck } from "lucide-react";

import type { QuestionType } from "../../../api/questionTypes";

/** An icon for each type. The name of the type is always next to it. */
export const TYPE_ICONS: Record<QuestionType, LucideIcon> = {
  OPEN_ENDED: MessageSquareText,
  SINGLE_CHOICE: CircleDot,
  MULTIPLE_CHOICE: SquareCheck,
  CODING: Code,
  WHITEBOARD: PenTool,
  RESEARCH: Microscope,
};
