package org.myelin.bench;

import java.util.Map;

/**
 * Something that we and others do, measured in one figure.
 *
 * @param name what is done, with its size
 * @param metric what the figure is, such as {@code throughput}
 * @param unit unit of the figure
 * @param better which way it gets better
 * @param ours our side
 * @param peers other sides by name
 * @param goal ratio to the best peer that is asked for, or null
 */
public record Workload(
    String name,
    String metric,
    String unit,
    Better better,
    Contender ours,
    Map<String, Contender> peers,
    Double goal) {}
