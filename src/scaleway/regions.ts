/** The regions that have Secret Manager. */
export const REGIONS = ['fr-par', 'nl-ams', 'pl-waw'] as const

export type Region = (typeof REGIONS)[number]
