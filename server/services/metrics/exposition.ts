/** A gauge with its values now, one for each set of labels. */
export type Metric = { name: string; help: string; samples: { labels?: Record<string, string>; value: number }[] };

/** A gauge of a single value. */
export const gauge = (name: string, help: string, value: number): Metric => ({ name, help, samples: [{ value }] });

/** A gauge that has one value for each label. */
export function gauges(name: string, help: string, label: string, values: Record<string, number>): Metric {
  return { name, help, samples: Object.entries(values).map(([key, value]) => ({ labels: { [label]: key }, value })) };
}

/** Content type of `exposition`. */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

/** Prometheus's text format. Help texts are ours and hold no line breaks; label values may hold anything. */
export function exposition(metrics: Metric[]): string {
  return metrics.map(paragraph).join('');
}

function paragraph({ name, help, samples }: Metric): string {
  const lines = samples.map(({ labels, value }) => `${name}${labels ? labelsOf(labels) : ''} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function labelsOf(labels: Record<string, string>): string {
  const quoted = (value: string) => value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${quoted(value)}"`)
    .join(',')}}`;
}
