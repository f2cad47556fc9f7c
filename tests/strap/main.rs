//! The pages about straps and faults say what the program does.

mod fault_table;
mod straps_table;
