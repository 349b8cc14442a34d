//! A closed line on the globe cut to the map, whose edges are the antimeridian and the poles.

use crate::export::geojson::launch::{Crossing, crossing, rounded};

/// Longitudes and latitudes, deg.
type Line = Vec<[f64; 2]>;

/// The whole map, counterclockwise and closed.
pub(super) const WHOLE_MAP: [[f64; 2]; 5] =
    [[-180.0, -90.0], [180.0, -90.0], [180.0, 90.0], [-180.0, 90.0], [-180.0, -90.0]];

/// The polygons of what lies on the left of a closed line: each an outer ring and, maybe, a hole, all closed.
///
/// Where the line crosses the antimeridian it is cut in chains from edge to edge; each chain is joined to the next that begins
/// further along the edge of the map, counterclockwise. So a pole that is inside comes in by itself.
pub(super) fn polygons(line: &[[f64; 2]]) -> Vec<Vec<Line>> {
    let (mut chains, uncut) = chains(line);
    if let Some(ring) = uncut {
        // Clockwise on the map, it is what is outside that it goes around: a hole in all there is.
        return if area(&ring) >= 0.0 {
            vec![vec![closed(ring)]]
        } else {
            vec![vec![WHOLE_MAP.to_vec(), closed(ring)]]
        };
    }
    let mut polygons = Vec::new();
    while let Some(mut ring) = chains.pop() {
        while let (Some(end), Some(start)) = (ring.last().copied(), ring.first().copied()) {
            let from = along_the_edge(end);
            let onward = |place: [f64; 2]| (along_the_edge(place) - from).rem_euclid(EDGE);
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

/// The line cut at the antimeridian; or the line itself, where it does not cross it.
fn chains(line: &[[f64; 2]]) -> (Vec<Line>, Option<Line>) {
    let mut chains: Vec<Line> = vec![Vec::new()];
    let following = line.iter().cycle().skip(1);
    for (here, there) in line.iter().zip(following) {
        let ([x0, y0], [x1, y1]) = (*here, *there);
        if let Some(chain) = chains.last_mut() {
            chain.push([x0, y0]);
        }
        if let Some(Crossing { edge, share }) = crossing(x0, x1) {
            let y = y0 + share * (y1 - y0);
            if let Some(chain) = chains.last_mut() {
                chain.push([edge, y]);
            }
            chains.push(vec![[-edge, y]]);
        }
    }
    let last = chains.pop().unwrap_or_default();
    match chains.first_mut() {
        // What was begun at the end goes on at the beginning.
        Some(first) => {
            let begun = std::mem::replace(first, last);
            first.extend(begun);
            (chains, None)
        }
        None => (chains, Some(last)),
    }
}

/// Around the map, deg.
const EDGE: f64 = 1_080.0;

/// How far along the edge of the map a place on the antimeridian is, counterclockwise from the south-west corner, deg.
fn along_the_edge([longitude, latitude]: [f64; 2]) -> f64 {
    if longitude > 0.0 { 450.0 + latitude } else { 990.0 - latitude }
}

/// The corners of the map passed on the way from a place on its edge, deg.
fn corners_between(from: f64, distance: f64) -> Line {
    let corners = [
        (360.0, [180.0, -90.0]),
        (540.0, [180.0, 90.0]),
        (900.0, [-180.0, 90.0]),
        (1_080.0, [-180.0, -90.0]),
    ];
    let mut passed: Vec<(f64, [f64; 2])> = corners
        .into_iter()
        .map(|(at, corner)| ((at - from).rem_euclid(EDGE), corner))
        .filter(|(after, _)| *after < distance)
        .collect();
    passed.sort_by(|a, b| a.0.total_cmp(&b.0));
    passed.into_iter().map(|(_, corner)| corner).collect()
}

/// Twice the area on the map, counterclockwise positive.
fn area(ring: &[[f64; 2]]) -> f64 {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|([x0, y0], [x1, y1])| x0 * y1 - x1 * y0).sum()
}

/// Rounded, without places that are then the same, and with the first place again at the end.
fn closed(ring: Line) -> Line {
    let mut ring: Line = ring.into_iter().map(|place| place.map(rounded)).collect();
    ring.dedup();
    if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
        && first != last
    {
        ring.push(first);
    }
    ring
}
