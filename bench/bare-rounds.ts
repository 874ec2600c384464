// Measures the requests of a rotation without the action: lists, public keys, and lists again in place of
// writes, each for the given number of repositories at once, with `fetch` only. Prints the time in
// milliseconds.

const [url = '', token = '', count = '1'] = process.argv.slice(2)
const ask = async (index: number, what: string): Promise<void> => {
  const answer = await fetch(`${url}/repos/acme/service_${index + 1}/actions/secrets${what}`, {
    headers: { authorization: `token ${token}`, 'user-agent': 'bench', accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`${url} answered with ${answer.status}`)
  await answer.text()
}

const began = performance.now()
for (const what of ['', '/public-key', '']) {
  await Promise.all(Array.from({ length: Number(count) }, (_, index) => ask(index, what)))
}
console.log(performance.now() - began)
