/** The words of the API, from the generated schema. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Accepted = Schemas["Accepted"];
export type ApiError = Schemas["ApiError"];
export type Budget = Schemas["Budget"];
export type Capability = Schemas["Capability"];
export type Cost = Schemas["Cost"];
export type EnhanceAnswer = Schemas["EnhanceAnswer"];
export type Estimate = Schemas["Estimate"];
export type Gallery = Schemas["Gallery"];
export type GalleryDetail = Schemas["GalleryDetail"];
export type GalleryImage = Schemas["GalleryImage"];
export type GalleryList = Schemas["GalleryList"];
export type GenerateRequest = Schemas["GenerateRequest"];
export type Job = Schemas["Job"];
export type JobStatus = Schemas["JobStatus"];
export type Knob = Schemas["Knob"];
export type LogRequest = Schemas["LogRequest"];
export type Model = Schemas["Model"];
export type Models = Schemas["Models"];
export type Parameters = Schemas["Parameters"];
export type Price = Schemas["Price"];
export type Quality = Schemas["Quality"];
export type Rate = Schemas["Rate"];
export type Result = Schemas["Result"];
export type RunStatus = Schemas["RunStatus"];
export type Size = Schemas["Size"];
export type Spending = Schemas["Spending"];
export type Warning = Schemas["Warning"];

/** What a `progress` event of a job carries. */
export interface Progress {
  runId: string;
  step: number;
  steps: number;
  /** The picture as it is now, as a PNG data URI. */
  preview?: string;
}
