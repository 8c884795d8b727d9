package org.myelin.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/**
 * One measured workload.
 *
 * @param peers median of each peer, null where it is missing
 * @param ratioToBestPeer above 1 we are ahead of the best peer; null without a peer
 */
record Row(
    String suite,
    Workload workload,
    double ours,
    Map<String, Double> peers,
    Double ratioToBestPeer) {

  static Row of(String suite, Workload workload, double ours, Map<String, Double> peers) {
    Double best = null;
    for (Double peer : peers.values()) {
      if (peer != null && (best == null || workload.better().ahead(peer, best))) {
        best = peer;
      }
    }
    Double ratio = best == null ? null : workload.better().ratio(ours, best);
    return new Row(suite, workload, ours, peers, ratio);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("suite", suite);
    json.writeStringField("workload", workload.name());
    json.writeStringField("metric", workload.metric());
    json.writeStringField("unit", workload.unit());
    json.writeStringField("better", workload.better() == Better.HIGHER ? "higher" : "lower");
    number(json, "ours", ours);
    json.writeObjectFieldStart("peers");
    for (Map.Entry<String, Double> peer : peers.entrySet()) {
      number(json, peer.getKey(), peer.getValue());
    }
    json.writeEndObject();
    number(json, "ratio_to_best_peer", ratioToBestPeer);
    number(json, "goal", workload.goal());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, Double value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
