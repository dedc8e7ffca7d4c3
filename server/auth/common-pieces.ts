/** Words, names and years that guessed passwords are made of. */
export const commonPieces: readonly string[] = `
  password passwort pass word secret letmein welcome admin administrator root user guest login master changeme default
  test testing demo sample example temp temporary iloveyou love lovely baby angel princess prince sunshine rainbow
  flower summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january february march
  april may june july august september october november december monkey dragon tiger lion eagle horse dog cat bear
  wolf football baseball basketball soccer hockey superman batman spiderman starwars pokemon pikachu naruto michael
  jordan jennifer jessica ashley daniel thomas robert andrew joshua matthew charlie maggie buster hunter killer shadow
  ginger pepper cookie chocolate cheese orange banana apple cherry purple yellow green blue black white silver golden
  gold diamond computer internet google facebook whatever trustno nothing freedom forever family friend friends money
  lucky happy hello hallo bonjour hola goodbye thank you please 111 000 007 69 access door doors doorcode gate
  gatehouse gatekeeper latch openkit lock unlock key keys building house home apartment concierge frontdesk front desk
  office company manager owner resident my your our the is a i me we and for new old one two three very strong long
  longer secure security private corp correct battery staple this that it to not know open sesame dont christopher
  alexander elizabeth jonathan nicholas william anthony benjamin samantha victoria stephanie nicole amanda david james
  john mustang liverpool arsenal chelsea unicorn butterfly
`
  .trim()
  .split(/\s+/);
