//! The rows of the matrix, in files by the place of the trouble.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{bluez, records};

mod connecting;
mod links;
mod lying;
mod others;
mod payloads;
pub mod side_by_side;
mod system;

use side_by_side::Row;

macro_rules! rows {
    ($($module:ident: $($name:ident)*;)*) => { &[$($((stringify!($name), $module::$name)),*),*] };
}

/// The rows that run last, two at a time, because they need a core each.
pub const LAST: &[Row] = rows! {
    system:
        a_burst_of_ten_thousand_loses_nothing
        a_flood_of_a_thousand_a_second_loses_nothing;
};

/// The rows that run side by side, the longest first.
pub const SIDE_BY_SIDE: &[Row] = rows! {
    connecting:
        a_connect_that_never_returns_is_cut_off_and_cleared_away
        services_that_are_never_resolved_are_given_up_and_tried_again
        a_strap_that_is_subscribed_but_silent_is_subscribed_again
        every_error_of_connect_is_outlived
        services_that_are_resolved_before_they_are_shown_are_looked_for_again
        a_link_lost_during_discovery_is_tried_again
        a_subscription_that_is_in_progress_goes_on
        a_subscription_that_another_program_holds_is_tried_again
        a_subscription_that_fails_is_tried_again
        something_without_a_heart_rate_is_named_so;
    system:
        a_hung_bluetoothd_is_noticed_and_outlived
        a_dead_message_bus_is_noticed_and_outlived
        a_bluetoothd_that_stays_away_is_waited_for_without_piling_up_connections
        a_crashed_bluetoothd_is_noticed_and_outlived
        an_adapter_unplugged_and_plugged_in_under_another_name_is_used_again
        an_adapter_switched_off_is_told_and_left_alone_until_it_is_on
        an_adapter_blocked_by_rfkill_is_told_and_left_alone
        a_program_that_stood_still_loses_nothing
        a_machine_that_slept_makes_both_links_anew_at_once
        a_full_disk_is_told_and_what_waited_is_written_when_there_is_room;
    lying:
        the_last_interval_again_and_again_is_named_and_only_the_rate_counts
        bursts_are_named_and_hold_the_reading
        intervals_made_from_the_rate_are_named_and_only_the_rate_counts
        notifications_that_come_again_are_named_and_only_the_rate_counts
        beats_that_come_twice_are_named_and_only_the_rate_counts
        zeros_in_unused_places_break_nothing;
    links:
        a_heart_that_runs_away_after_a_reconnect_still_calls_a_pause
        a_link_loss_without_an_event_is_noticed_by_the_silence
        an_absent_strap_is_sought_in_slices_and_the_other_is_not_disturbed
        a_strap_taken_off_shows_no_contact_then_a_lost_link_and_calls_nothing
        a_device_object_that_vanishes_is_found_again
        a_link_loss_with_an_event_is_shown_at_once_and_the_strap_comes_back
        both_straps_gone_at_once_both_come_back
        six_reconnects_in_a_row_lose_and_double_nothing
        a_dying_battery_is_told_before_the_link_goes
        a_battery_that_cannot_be_is_unknown;
    payloads:
        contact_bits_lost_while_the_heart_rate_goes_on_close_the_gate
        contact_bits_that_deny_good_intervals_hide_nothing_from_the_journal
        a_heart_rate_of_zero_is_no_reading_and_no_loss
        a_notification_delivered_twice_counts_once
        malformed_payloads_are_counted_and_the_link_stays
        every_known_payload_passes_and_the_link_stays
        absurd_intervals_are_kept_and_not_believed;
    others:
        straps_worn_the_other_way_round_are_found_by_lifting_a_pod_and_exchanged
        two_straps_of_one_name_are_told_apart
        a_neighbours_strap_is_never_touched
        a_strap_swapped_in_is_refused
        a_strap_held_by_a_phone_is_taken_when_it_is_free
        an_address_that_changes_is_another_device
        a_hostile_name_and_an_absurd_location_do_no_harm;
};
