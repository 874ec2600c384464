import type { Answer, Call } from './http.ts'

/** A number of the query; what is no positive number counts as not given, as at GitHub. */
function whole(text: string | null, fallback: number): number {
  return text !== null && /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : fallback
}

/**
 * One page of a list, with GitHub's `Link` header where there are more.
 * @param size the default and maximum number of items of a page
 * @param wrap makes the body from the page's items and the number of all items
 */
export function page<T>(
  call: Call,
  items: readonly T[],
  size: { readonly usual: number; readonly most: number },
  wrap: (items: readonly T[], total: number) => unknown,
): Answer {
  const perPage = Math.min(whole(call.query.get('per_page'), size.usual), size.most)
  const current = whole(call.query.get('page'), 1)
  const last = Math.max(1, Math.ceil(items.length / perPage))

  const link = (number: number, relation: string): string => {
    const url = new URL(call.url, call.base)
    url.searchParams.set('per_page', String(perPage))
    url.searchParams.set('page', String(number))
    return `<${url.href}>; rel="${relation}"`
  }
  const links = [
    ...(current > 1 ? [link(Math.min(current - 1, last), 'prev')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
    ...(current > 1 ? [link(1, 'first')] : []),
  ]
  return {
    status: 200,
    body: wrap(items.slice((current - 1) * perPage, current * perPage), items.length),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  }
}
