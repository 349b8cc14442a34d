//! A closed line on the globe, cut to the map whose edges are the antimeridian and the poles.

use crate::export::geojson::antimeridian::{Crossing, crossing, rounded_deg};

/// A line of points, each a longitude and a latitude, deg.
type Line = Vec<[f64; 2]>;

/// The outline of the whole map, counterclockwise and closed.
pub(super) const WHOLE_MAP: [[f64; 2]; 5] =
    [[-180.0, -90.0], [180.0, -90.0], [180.0, 90.0], [-180.0, 90.0], [-180.0, -90.0]];

/// Returns the polygons of the area to the left of a closed line: each an outer ring and possibly a
/// hole, all closed.
///
/// Where the line crosses the antimeridian it is cut into chains from edge to edge. Each chain is
/// joined, along the edge of the map, to the next chain that begins further on counterclockwise. A
/// pole inside the area is thereby enclosed without a case of its own.
pub(super) fn polygons(line: &[[f64; 2]]) -> Vec<Vec<Line>> {
    let (mut chains, uncut) = chains(line);
    if let Some(ring) = uncut {
        // A ring that is clockwise on the map encloses the outside of the area: it is a hole in the
        // whole map.
        return if area(&ring) >= 0.0 {
            vec![vec![closed(ring)]]
        } else {
            vec![vec![WHOLE_MAP.to_vec(), closed(ring)]]
        };
    }
    let mut polygons = Vec::new();
    while let Some(mut ring) = chains.pop() {
        while let (Some(end), Some(start)) = (ring.last().copied(), ring.first().copied()) {
            let from = edge_position_deg(end);
            let onward = |point: [f64; 2]| (edge_position_deg(point) - from).rem_euclid(EDGE_DEG);
            let next = chains
                .iter()
                .enumerate()
                .filter_map(|(i, chain)| Some((i, onward(*chain.first()?))))
                .min_by(|a, b| a.1.total_cmp(&b.1))
                .filter(|(_, distance)| *distance < onward(start));
            let to = next.map_or(onward(start), |(_, distance)| distance);
            ring.extend(corners_between(from, to));
            match next {
                Some((i, _)) => ring.extend(chains.swap_remove(i)),
                None => break,
            }
        }
        polygons.push(vec![closed(ring)]);
    }
    polygons
}

/// Cuts a closed line at the antimeridian. Returns the chains, or the line itself where it does not
/// cross the antimeridian.
fn chains(line: &[[f64; 2]]) -> (Vec<Line>, Option<Line>) {
    let mut chains: Vec<Line> = vec![Vec::new()];
    let following = line.iter().cycle().skip(1);
    for (here, there) in line.iter().zip(following) {
        let ([x0, y0], [x1, y1]) = (*here, *there);
        if let Some(chain) = chains.last_mut() {
            chain.push([x0, y0]);
        }
        if let Some(Crossing { edge_deg, fraction }) = crossing(x0, x1) {
            let y = y0 + fraction * (y1 - y0);
            if let Some(chain) = chains.last_mut() {
                chain.push([edge_deg, y]);
            }
            chains.push(vec![[-edge_deg, y]]);
        }
    }
    let last = chains.pop().unwrap_or_default();
    match chains.first_mut() {
        // The chain begun at the end of the line continues at its beginning.
        Some(first) => {
            let begun = std::mem::replace(first, last);
            first.extend(begun);
            (chains, None)
        }
        None => (chains, Some(last)),
    }
}

/// The length of the edge of the map, deg.
const EDGE_DEG: f64 = 1_080.0;

/// Returns the distance along the edge of the map of a point on the antimeridian, counterclockwise
/// from the south-west corner, deg.
fn edge_position_deg([longitude, latitude]: [f64; 2]) -> f64 {
    if longitude > 0.0 { 450.0 + latitude } else { 990.0 - latitude }
}

/// Returns the corners of the map passed within a distance along its edge, both in deg, from a
/// position on it.
fn corners_between(from: f64, distance: f64) -> Line {
    let corners = [
        (360.0, [180.0, -90.0]),
        (540.0, [180.0, 90.0]),
        (900.0, [-180.0, 90.0]),
        (1_080.0, [-180.0, -90.0]),
    ];
    let mut passed: Vec<(f64, [f64; 2])> = corners
        .into_iter()
        .map(|(at, corner)| ((at - from).rem_euclid(EDGE_DEG), corner))
        .filter(|(after, _)| *after < distance)
        .collect();
    passed.sort_by(|a, b| a.0.total_cmp(&b.0));
    passed.into_iter().map(|(_, corner)| corner).collect()
}

/// Returns twice the area of a ring on the map, deg², positive if it is counterclockwise.
fn area(ring: &[[f64; 2]]) -> f64 {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|([x0, y0], [x1, y1])| x0 * y1 - x1 * y0).sum()
}

/// Rounds the points of a ring, removes repeated ones, and repeats the first at the end.
fn closed(ring: Line) -> Line {
    let mut ring: Line = ring.into_iter().map(|point| point.map(rounded_deg)).collect();
    ring.dedup();
    if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
        && first != last
    {
        ring.push(first);
    }
    ring
}
