#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lofted_fuzz::rivals::feed(bytes));
