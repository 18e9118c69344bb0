use super::*;
use crate::noise::gaussian;

/// Every instruction set that this machine has.
fn machines() -> Vec<Arch> {
    let mut machines = vec![Arch::Scalar, Arch::new()];
    #[cfg(target_arch = "x86_64")]
    machines.extend(pulp::x86::V3::try_new().map(Arch::V3));
    machines
}

fn naive(left: &[f32], matrix: &[f32], outputs: usize, inputs: usize) -> Vec<Vec<f32>> {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum();
    let row = |row| {
        matrix
            .chunks(inputs)
            .take(outputs)
            .map(|w| dot(row, w))
            .collect()
    };
    left.chunks(inputs).map(row).collect()
}

#[test]
fn every_finish_agrees_with_a_naive_product_on_odd_shapes() {
    for (count, outputs, inputs) in [
        (1, 1, 1),
        (7, 72, 13),
        (72, 64, 72),
        (5, 100, 300),
        (17, 129, 31),
        (12, 48, 513),
    ] {
        let left = gaussian(1, count * inputs);
        let matrix = gaussian(2, outputs * inputs);
        let packed = packed(&matrix, outputs, inputs);
        let expected = naive(&left, &matrix, outputs, inputs);
        let stride = padded(outputs) + 3;
        let before = gaussian(3, count * stride);
        for cpu in machines() {
            for finish in [Finish::Store, Finish::Add, Finish::SquaredRelu] {
                let mut out = before.clone();
                let left = Rows {
                    data: &left,
                    stride: inputs,
                };
                multiply(cpu, left, count, packed.view(), finish, &mut out, stride);
                for (r, row) in expected.iter().enumerate() {
                    for (o, &sum) in row.iter().enumerate() {
                        let at = r * stride + o;
                        let wanted = match finish {
                            Finish::Add => before[at] + sum,
                            Finish::SquaredRelu => sum.max(0.0).powi(2),
                            _ => sum,
                        };
                        let close = (out[at] - wanted).abs() <= 1e-4 * (1.0 + wanted.abs());
                        assert!(
                            close,
                            "{cpu:?} {count}x{outputs}x{inputs} [{r}, {o}]: {} {wanted}",
                            out[at]
                        );
                    }
                    assert_eq!(
                        out[r * stride + stride - 3..][..3],
                        before[r * stride + stride - 3..][..3]
                    );
                }
            }
        }
    }
}

#[test]
fn a_gate_scales_what_is_added() {
    let (count, outputs, inputs) = (14, 80, 600);
    let (left, matrix) = (gaussian(1, count * inputs), gaussian(2, outputs * inputs));
    let packed = packed(&matrix, outputs, inputs);
    let expected = naive(&left, &matrix, outputs, inputs);
    let gate = gaussian(3, outputs);
    for cpu in machines() {
        let mut out = vec![1.0; count * outputs];
        multiply(
            cpu,
            Rows {
                data: &left,
                stride: inputs,
            },
            count,
            packed.view(),
            Finish::AddGated(&gate),
            &mut out,
            outputs,
        );
        for (at, value) in out.iter().enumerate() {
            let (r, o) = (at / outputs, at % outputs);
            let wanted = 1.0 + gate[o] * expected[r][o];
            assert!(
                (value - wanted).abs() < 1e-3,
                "{cpu:?} [{r}, {o}]: {value} {wanted}"
            );
        }
    }
}

#[test]
fn rows_do_not_depend_on_their_company() {
    let (count, outputs, inputs) = (72, 96, 300);
    let left = gaussian(1, count * inputs);
    let packed = packed(&gaussian(2, outputs * inputs), outputs, inputs);
    for cpu in machines() {
        let mut together = vec![0.0; count * outputs];
        multiply(
            cpu,
            Rows {
                data: &left,
                stride: inputs,
            },
            count,
            packed.view(),
            Finish::Store,
            &mut together,
            outputs,
        );
        for (left, expected) in left.chunks(inputs).zip(together.chunks(outputs)) {
            let mut alone = vec![0.0; outputs];
            multiply(
                cpu,
                Rows {
                    data: left,
                    stride: inputs,
                },
                1,
                packed.view(),
                Finish::Store,
                &mut alone,
                outputs,
            );
            assert_eq!(alone, expected);
        }
    }
}

#[test]
fn columns_pack_like_rows() {
    let (outputs, inputs) = (72, 40);
    let rows = gaussian(1, outputs * inputs);
    let columns: Vec<f32> = (0..inputs * outputs)
        .map(|i| rows[i % outputs * inputs + i / outputs])
        .collect();
    let mut packed = Packed::zeros(outputs, inputs);
    packed.fill_from_columns(&columns, outputs);
    assert_eq!(packed.panels, super::packed(&rows, outputs, inputs).panels);
}

#[test]
fn bytes_multiply_like_their_values() {
    let (count, outputs, inputs) = (9, 80, 200);
    let left = gaussian(1, count * inputs);
    let bytes: Vec<i8> = (0..outputs * inputs)
        .map(|i| (i * 37 % 255) as i8)
        .collect();
    let scales: Vec<f32> = (0..outputs).map(|o| 0.001 * (o + 1) as f32).collect();
    let values = Values::Bytes(bytes, scales);
    let singles = Weight::new(
        Values::Singles(values.clone().into_singles()),
        outputs,
        inputs,
    );
    let bytes = Weight::new(values, outputs, inputs);
    assert!(matches!(bytes, Weight::Bytes(..)));
    for cpu in machines() {
        let product = |weight: &Weight| {
            let mut out = vec![0.0; count * outputs];
            let left = Rows {
                data: &left,
                stride: inputs,
            };
            multiply(
                cpu,
                left,
                count,
                weight.view(),
                Finish::Store,
                &mut out,
                outputs,
            );
            out
        };
        assert_eq!(product(&bytes), product(&singles), "{cpu:?}");
    }
}
