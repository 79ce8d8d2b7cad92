/** Tracing that could not be begun; the message says what would do. */
export class TracingError extends Error {
  override readonly name = 'TracingError'
}

/**
 * Sends spans to a collector over OTLP/HTTP from now on. The SDK is loaded only here: whoever does not trace
 * need not have it. Returns what sends the last of them and ends it.
 * @throws TracingError when the SDK is not installed.
 */
export async function startTracing(url: string): Promise<() => Promise<void>> {
  const { NodeSDK, OTLPTraceExporter } = await load()
  const sdk = new NodeSDK({
    serviceName: 'tote-hub',
    traceExporter: new OTLPTraceExporter({ url: new URL('/v1/traces', url).href }),
    // Traces alone: figures are Prometheus's, and the log is its own.
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [],
    autoDetectResources: false,
  })
  sdk.start()
  return () => sdk.shutdown()
}

async function load() {
  try {
    const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
      import('@opentelemetry/sdk-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
    ])
    return { NodeSDK, OTLPTraceExporter }
  } catch (cause) {
    throw new TracingError(
      'TOTE_OTLP_URL is set, and the OpenTelemetry SDK is not installed. Install it beside the hub ' +
        '(npm install @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-http), or take TOTE_OTLP_URL away.',
      { cause },
    )
  }
}
